import { EntityInfoCard } from '@backstage/plugin-catalog-react';
import { useDeploymentRef } from '../hooks/useDeploymentRef';
import { NoDeployment } from '../states/Absence';
import { KasmSurface } from '../surface/KasmSurface';
import { KasmCard } from './KasmCard';

/**
 * The Kasm card of the entity at hand.
 *
 * @public
 */
export function EntityKasmCard() {
  const { ref, written } = useDeploymentRef();
  if (ref !== undefined) return <KasmCard key={ref} deployment={ref} />;
  return (
    <EntityInfoCard title="Kasm Workspaces">
      <KasmSurface>
        <NoDeployment written={written} />
      </KasmSurface>
    </EntityInfoCard>
  );
}

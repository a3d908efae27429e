import { useDeploymentRef } from '../hooks/useDeploymentRef';
import { NoDeployment } from '../states/Absence';
import { KasmSurface } from '../surface/KasmSurface';
import { KasmTab } from './KasmTab';

/**
 * The Kasm tab of the entity at hand.
 *
 * @public
 */
export function EntityKasmContent() {
  const { ref, written } = useDeploymentRef();
  if (ref !== undefined) return <KasmTab key={ref} deployment={ref} />;
  return (
    <KasmSurface>
      <NoDeployment written={written} />
    </KasmSurface>
  );
}

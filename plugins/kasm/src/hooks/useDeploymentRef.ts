import { useEntity } from '@backstage/plugin-catalog-react';
import { DEPLOYMENT_ANNOTATION } from '@kasm-portal/backstage-plugin-kasm-common';

/** Two DNS labels. Whoever writes an entity writes this, and it becomes part of an address. */
const LABEL = '[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?';
const DEPLOYMENT_REF = new RegExp(`^${LABEL}/${LABEL}$`);

/**
 * What the entity at hand points at.
 *
 * @internal
 */
export function useDeploymentRef(): {
  /** The annotation as it was written, if it was. */
  written?: string;
  /** The same, when it has the form `<cluster>/<name>`. */
  ref?: string;
} {
  const { entity } = useEntity();
  const written = entity.metadata.annotations?.[DEPLOYMENT_ANNOTATION];
  const valid = written !== undefined && DEPLOYMENT_REF.test(written);
  return { written, ref: valid ? written : undefined };
}

import { useEntity } from '@backstage/plugin-catalog-react';
import {
  DEPLOYMENT_ANNOTATION,
  parseDeploymentRef,
} from '@kasm-portal/backstage-plugin-kasm-common';

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
  const valid = written !== undefined && parseDeploymentRef(written);
  return { written, ref: valid ? written : undefined };
}

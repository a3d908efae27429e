import { DEPLOYMENT_LABEL } from '@kasm-portal/backstage-plugin-kasm-common';
import type { KubeObject } from '@kasm-portal/backstage-plugin-kasm-node';

/** Whether an object that a descriptor names may be removed. */
export type Ownership =
  | { is: 'gone' }
  | { is: 'ours'; uid: string }
  | {
      is: 'foreign';
      /** One clause. */
      why: string;
    };

/**
 * A name is not enough: the object needs our label, and must be the very one that the descriptor
 * remembers, when it remembers one.
 */
export function ownershipOf(
  entry: { uid: string },
  live: Pick<KubeObject, 'metadata'> | undefined,
  deployment: string,
): Ownership {
  if (!live) {
    return { is: 'gone' };
  }
  const { labels, uid = '' } = live.metadata;
  const owner = labels?.[DEPLOYMENT_LABEL];
  if (owner !== deployment) {
    return {
      is: 'foreign',
      why: owner
        ? `belongs to the deployment ${owner}`
        : `was not made by the portal (it has no label ${DEPLOYMENT_LABEL})`,
    };
  }
  if (entry.uid && entry.uid !== uid) {
    return {
      is: 'foreign',
      why: 'is not the one that the portal made: somebody removed that and made it again',
    };
  }
  return { is: 'ours', uid };
}

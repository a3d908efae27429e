import type { Finding } from '@kasm-portal/backstage-plugin-kasm-common';

/** A finding without a word of anybody else's. */
export function describeFinding({
  id,
  severity,
  since,
  settling,
  explainedBy,
}: Finding) {
  return {
    id,
    severity,
    ...(since !== undefined && { since }),
    ...(settling && { settling }),
    // The rest of the key is a name from the cluster.
    ...(explainedBy !== undefined && { causedBy: explainedBy.split(':')[0] }),
  };
}

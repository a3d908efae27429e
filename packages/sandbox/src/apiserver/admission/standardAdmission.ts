import type { ClusterStore } from '../ClusterStore';
import type { AdmissionPlugin } from './AdmissionPlugin';
import { claimAdmission } from './plugins/claimAdmission';
import { limitRanger } from './plugins/limitRanger';
import { podDefaults } from './plugins/podDefaults';
import { podSecurity } from './plugins/podSecurity';
import type { PodSecurityLevel } from './plugins/podSecurityChecks';
import { resourceQuota } from './plugins/resourceQuota';

/**
 * The admission plugins that every cluster has, in their order: those that change first, quotas last.
 *
 * @param podSecurityDefault - what is enforced in namespaces without a label
 */
export function standardAdmission(
  store: ClusterStore,
  podSecurityDefault?: () => PodSecurityLevel,
): AdmissionPlugin[] {
  return [
    podDefaults,
    claimAdmission(store),
    limitRanger(store),
    podSecurity(store, podSecurityDefault),
    resourceQuota(store),
  ];
}

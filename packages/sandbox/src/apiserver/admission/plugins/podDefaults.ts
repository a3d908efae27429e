import type { AdmissionPlugin } from '../AdmissionPlugin';

/** How long a pod stays on a node that nobody hears of. */
const TOLERATION_SECONDS = 300;

const tolerates = (toleration: any, key: string) =>
  (!toleration.key || toleration.key === key) &&
  (!toleration.effect || toleration.effect === 'NoExecute');

/** What admission adds to every pod: its priority, its ServiceAccount, and patience with nodes that are away. */
export const podDefaults: AdmissionPlugin = ({ kind, operation, object }) => {
  const { spec } = object;
  if (kind.resource !== 'pods' || operation !== 'CREATE' || !spec) {
    return;
  }
  spec.serviceAccountName ??= 'default';
  spec.serviceAccount ??= spec.serviceAccountName;
  spec.enableServiceLinks ??= true;
  spec.priority ??= 0;
  spec.preemptionPolicy ??= 'PreemptLowerPriority';
  const missing = ['not-ready', 'unreachable']
    .map(what => `node.kubernetes.io/${what}`)
    .filter(
      key =>
        !(spec.tolerations ?? []).some((each: any) => tolerates(each, key)),
    );
  if (missing.length > 0) {
    spec.tolerations = [
      ...(spec.tolerations ?? []),
      ...missing.map(key => ({
        key,
        operator: 'Exists',
        effect: 'NoExecute',
        tolerationSeconds: TOLERATION_SECONDS,
      })),
    ];
  }
};

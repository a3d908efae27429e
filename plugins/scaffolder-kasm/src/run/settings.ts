import type { DeploymentSettings } from '@kasm-portal/backstage-plugin-kasm-common/manifests';
import type { PreparedRun } from './RunContext';

/** What this cluster decides about a deployment's objects. */
export function settingsOf(
  { cluster, facts }: Pick<PreparedRun, 'cluster' | 'facts'>,
  { initialize }: { initialize: boolean },
): DeploymentSettings {
  return {
    systemNamespace: cluster.systemNamespace,
    operatorNamespace: cluster.operatorNamespace,
    ingressNamespace: cluster.ingress.namespace,
    ...cluster.helm,
    ...(cluster.images.registry && { imageRegistry: cluster.images.registry }),
    ...facts.helm,
    initialize,
    ...(facts.archiveServerName && {
      archiveServerName: facts.archiveServerName,
    }),
    rootCAsField: facts.rootCAsField ?? 'rootCAs',
    ...(facts.nginxResolver && { nginxResolver: facts.nginxResolver }),
    ...(facts.networkPoliciesNeeded && { defaultDeny: true }),
  };
}

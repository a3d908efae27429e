import { command } from '../command';
import { rule } from './rule';

const HOLD = 120;

export const deploymentAbsent = rule(
  'deployment-absent',
  'controlPlane',
  context => {
    const { deployment, sights } = context;
    const { controlPlane, release } = sights;
    const place = controlPlane.facts?.namespace;
    const gone = place?.phase === 'absent' || place?.phase === 'Terminating';
    const nothingLeft =
      deployment.state === 'active' &&
      (controlPlane.state === 'empty' || controlPlane.facts !== undefined) &&
      (controlPlane.facts?.workloads ?? []).length === 0 &&
      // Without its namespace a HelmChart brings nothing back.
      (gone ||
        deployment.delivery === 'external' ||
        (release.visible && release.facts?.present !== true));
    return nothingLeft
      ? [
          {
            severity: 'error',
            title: 'Nothing of this deployment is left in the cluster',
            since:
              controlPlane.state === 'empty'
                ? controlPlane.since
                : controlPlane.facts?.workloadsGoneSince,
            hold: HOLD,
            evidence: [
              place?.phase === 'absent'
                ? `There is no namespace ${deployment.namespace}.`
                : undefined,
              place?.phase === 'Terminating'
                ? `Namespace ${deployment.namespace} is being deleted. ${
                    place.message ?? ''
                  }`
                : undefined,
              `No Deployment of release ${deployment.release} in ${
                deployment.namespace
              }${
                release.facts?.present === true ||
                deployment.delivery === 'external'
                  ? '.'
                  : `, no HelmChart in ${deployment.systemNamespace}.`
              }`,
            ],
            remedy: [
              [
                'Look whether the namespace and the release are there.',
                command`kubectl get namespace ${deployment.namespace}`,
              ],
              [
                'Look for the HelmChart and the descriptor.',
                command`kubectl -n ${deployment.systemNamespace} get helmcharts.helm.cattle.io,configmaps`,
              ],
              ['Create it again, or restore the database first.'],
            ],
          },
        ]
      : [];
  },
);

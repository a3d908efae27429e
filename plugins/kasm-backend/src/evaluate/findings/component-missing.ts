import { command } from '../command';
import { expectedRoles } from '../components';
import { rule } from './rule';

export const componentMissing = rule(
  'component-missing',
  'controlPlane',
  context => {
    const { deployment, sights } = context;
    const { controlPlane } = sights;
    if (
      deployment.state !== 'active' ||
      (controlPlane.facts === undefined && controlPlane.state !== 'empty')
    ) {
      return [];
    }
    const there = new Set(
      (controlPlane.facts?.workloads ?? []).map(({ component }) => component),
    );
    const expected = expectedRoles(context);
    const missing = expected.filter(role => !there.has(role));
    // A version that nobody looked at may have any roles, but not none.
    const none =
      there.size === 0 ||
      (expected.length > 0 && missing.length === expected.length);
    return (none ? [undefined] : missing).map(role => ({
      severity: 'error',
      subject: role,
      title: `${role ?? 'Kasm'} is not deployed`,
      evidence: [
        `No Deployment of release ${deployment.release} in ${
          deployment.namespace
        }${
          role === undefined
            ? '.'
            : ` has the label app.kubernetes.io/component=${role}.`
        }`,
      ],
      remedy: [
        [
          'See what the release deployed.',
          command`kubectl -n ${deployment.namespace} get deploy -l app.kubernetes.io/part-of=kasm`,
        ],
        [
          "Read Helm's own log.",
          command`kubectl -n ${deployment.systemNamespace} logs job/helm-install-${deployment.release}`,
        ],
      ],
    }));
  },
);

import type { ReleaseFacts } from '../../observation/Observation';
import { command } from '../command';
import { rule, type Found } from './rule';

const DOWNLOAD =
  /failed to (fetch|do request)|no such host|x509:|manifest unknown|not found in .{0,200} repository|toomanyrequests|context deadline exceeded/i;
const VALUES =
  /meet the specifications of the schema|execution error at \(|additional propert/i;
const OWNER =
  /invalid ownership metadata|cannot be imported into the current release/i;

/** Why Helm refused; undefined when its first failure says something else. */
export function refusal(
  facts: ReleaseFacts | undefined,
): 'download' | 'values' | 'owner' | undefined {
  const message = facts?.firstFailure?.message ?? '';
  if (!facts?.present || facts.jobComplete) {
    return undefined;
  }
  if (OWNER.test(message)) {
    return 'owner';
  }
  if (VALUES.test(message)) {
    return 'values';
  }
  return DOWNLOAD.test(message) ? 'download' : undefined;
}

export const releaseInstallRefused = rule(
  'release-install-refused',
  'release',
  context => {
    const { deployment, sights } = context;
    const { facts } = sights.release;
    const why = refusal(facts);
    const failure = facts?.firstFailure;
    if (!why || !failure) {
      return [];
    }
    // After an upgrade of RKE2 the same message comes up while Kasm runs: its users notice nothing.
    const runs = (sights.controlPlane.facts?.workloads ?? []).length > 0;
    return [
      {
        severity: runs ? 'warning' : 'error',
        title: `Helm could not install Kasm: ${failure.message}`,
        since: failure.at,
        evidence: [`Exit code ${failure.exitCode}: ${failure.message}`],
        remedy: remedies(
          why,
          deployment.systemNamespace,
          deployment.namespace,
          deployment.release,
        ),
      },
    ];
  },
);

function remedies(
  why: 'download' | 'values' | 'owner',
  system: string,
  namespace: string,
  release: string,
): Found['remedy'] {
  const first: Record<typeof why, Found['remedy'][number]> = {
    download: [
      'Check the chart repository, its CA and any mirror from inside the cluster.',
      command`kubectl -n ${system} get helmcharts.helm.cattle.io ${release} -o yaml`,
    ],
    values: ['Compare the values with the schema of this chart version.'],
    owner: [
      'Let Helm own the Secret that was there before it.',
      command`kubectl -n ${namespace} label secret ${release}-secrets app.kubernetes.io/managed-by=Helm`,
    ],
  };
  return [
    first[why],
    ...(why === 'owner'
      ? [
          [
            'And name the release that owns it.',
            command`kubectl -n ${namespace} annotate secret ${release}-secrets meta.helm.sh/release-name=${release} meta.helm.sh/release-namespace=${namespace}`,
          ] as Found['remedy'][number],
        ]
      : []),
    [
      'Then let it try again.',
      command`kubectl -n ${system} delete job helm-install-${release}`,
    ],
  ];
}

import type { SourceName } from '@kasm-portal/backstage-plugin-kasm-common';
import { command, isSafeName } from '../command';
import type { Context } from '../Context';
import {
  bySubject,
  podsOf,
  POD_SOURCES,
  waitingFor,
  type PlacedPod,
} from '../pods';
import { rule } from './rule';

const HOLD = 120;
const STARTING = ['ContainerCreating', 'PodInitializing'];
const NAMED = /(secret|configmap)s? "([^"]{1,253})" not found/i;

/** Roles whose pods mount the certificate's Secret. */
const MOUNT_CERTIFICATE = ['proxy', 'rdp-gateway', 'rdp-https-gateway'];

/** Name of what a pod lacks: as the kubelet says, else the certificate that was never issued. */
export function missingFor(
  context: Context,
  source: SourceName,
  placed: PlacedPod,
): string | undefined {
  const { pod, subject } = placed;
  const refused = waitingFor(pod, ['CreateContainerConfigError']);
  const starting = waitingFor(pod, STARTING);
  const named = NAMED.exec((refused ?? starting)?.message ?? '')?.[2];
  if (refused || named) {
    return named ?? 'a Secret or ConfigMap';
  }
  const certificate = context.sights.certificate.facts;
  const neverIssued =
    certificate !== undefined &&
    !certificate.ready &&
    certificate.notAfter === undefined;
  return starting &&
    neverIssued &&
    source === 'controlPlane' &&
    MOUNT_CERTIFICATE.includes(subject)
    ? context.deployment.tlsSecret
    : undefined;
}

export const podDependencyMissing = rule(
  'pod-dependency-missing',
  POD_SOURCES,
  (context, source) =>
    bySubject(
      podsOf(context, source).filter(
        placed => missingFor(context, source, placed) !== undefined,
      ),
    ).map(([subject, pods]) => {
      const [placed] = pods;
      const { pod, namespace } = placed;
      const missing = missingFor(context, source, placed);
      return {
        severity: 'error',
        subject,
        title: `${subject} needs ${missing}, which is missing in ${namespace}`,
        since: pod.createdAt,
        hold: HOLD,
        evidence: pods.map(one => {
          const waiting = one.pod.containers.find(
            ({ state }) => state === 'waiting',
          );
          return `${one.pod.name}: ${waiting?.reason}${
            waiting?.message ? `: ${waiting.message}` : ''
          }`;
        }),
        remedy: [
          [
            'See whether something should have made it.',
            command`kubectl -n ${namespace} get certificates.cert-manager.io,secrets`,
          ],
          isSafeName(missing)
            ? [
                'Create it; the pod goes on by itself.',
                command`kubectl -n ${namespace} get secret,configmap --field-selector metadata.name=${missing}`,
              ]
            : ['Create it; the pod goes on by itself.'],
        ],
      };
    }),
);

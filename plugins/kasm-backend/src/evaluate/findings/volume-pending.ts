import type { SourceName } from '@kasm-portal/backstage-plugin-kasm-common';
import type { WarningFacts } from '../../observation/Observation';
import { command } from '../command';
import type { Context } from '../Context';
import { podsOf, POD_SOURCES, type PlacedPod } from '../pods';
import { warningsOf } from '../warnings';
import { rule, type Found } from './rule';

const HOLD = 120;
/** A volume of a node that was lost may be attached elsewhere only after six minutes. */
const MULTI_ATTACH_HOLD = 360;

/** What the kubelet says of volumes, not of the Secrets and ConfigMaps that are mounted like them. */
const OF_A_VOLUME = /for volume "pvc-/;
const OF_A_SECRET = /\b(secret|configmap)s?\b/i;

export const volumePending = rule(
  'volume-pending',
  POD_SOURCES,
  (context, source) => [
    ...claimsWithoutDisk(context, source),
    ...podsWithoutVolume(context, source),
  ],
);

/** A claim that its driver makes no disk for. One that waits for its pod is the pod's matter. */
function claimsWithoutDisk(context: Context, source: SourceName): Found[] {
  const namespace = namespaceOf(context, source);
  const facts = factsOf(context, source);
  return (facts?.claims ?? [])
    .filter(({ phase }) => phase === 'Pending')
    .flatMap(claim => {
      const [warning] = warningsOf(
        facts?.warnings,
        'PersistentVolumeClaim',
        claim.name,
        'ProvisioningFailed',
      );
      return warning
        ? [
            found(claim.name, namespace, warning, {
              since: claim.createdAt,
              hold: HOLD,
              storageClass: claim.storageClass,
            }),
          ]
        : [];
    });
}

/** A pod whose disk is there and does not come to it. */
function podsWithoutVolume(context: Context, source: SourceName): Found[] {
  return podsOf(context, source)
    .filter(({ pod }) => waitsForVolumes(pod))
    .flatMap(placed => {
      const warning = warningsOf(
        factsOf(context, source)?.warnings,
        'Pod',
        placed.pod.name,
      ).find(
        ({ reason, message }) =>
          reason === 'FailedAttachVolume' ||
          (reason === 'FailedMount' &&
            OF_A_VOLUME.test(message) &&
            !OF_A_SECRET.test(message)),
      );
      return warning
        ? [
            {
              ...found(placed.subject, placed.namespace, warning, {
                since: warning.since,
                hold: /Multi-Attach/.test(warning.message)
                  ? MULTI_ATTACH_HOLD
                  : HOLD,
              }),
              title: `No disk for ${placed.pod.name}: ${warning.message}`,
            },
          ]
        : [];
    });
}

function waitsForVolumes(pod: PlacedPod['pod']): boolean {
  return (
    !pod.ready &&
    (pod.containers.length === 0 ||
      pod.containers.some(
        ({ state, reason }) =>
          state === 'waiting' &&
          (reason === 'ContainerCreating' || reason === 'PodInitializing'),
      ))
  );
}

function found(
  subject: string,
  namespace: string,
  { reason, message }: WarningFacts,
  more: Pick<Found, 'since' | 'hold'> & { storageClass?: string },
): Found {
  const { storageClass, since, hold } = more;
  return {
    severity: 'error',
    subject,
    title: `No disk for ${subject}: ${message}`,
    since,
    hold,
    evidence: [
      `${reason}: ${message}`,
      storageClass && `Storage class ${storageClass}.`,
    ],
    remedy: [
      [
        'See whether the storage class and its driver are there.',
        command`kubectl get storageclasses.storage.k8s.io`,
      ],
      [
        'See its events; on Harvester look at the quota and at the CSI driver.',
        command`kubectl -n ${namespace} get events --field-selector involvedObject.name=${subject}`,
      ],
    ],
  };
}

function factsOf({ sights }: Context, source: SourceName) {
  return source === 'database'
    ? sights.database.facts
    : sights.controlPlane.facts;
}

function namespaceOf({ deployment }: Context, source: SourceName): string {
  return source === 'database'
    ? deployment.databaseNamespace
    : deployment.namespace;
}

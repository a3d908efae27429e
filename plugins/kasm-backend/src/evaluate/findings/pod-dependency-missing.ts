import type { SourceName } from '@kasm-portal/backstage-plugin-kasm-common';
import { command, isSafeName } from '../command';
import type { Context } from '../Context';
import {
  bySubject,
  podsOf,
  POD_SOURCES,
  waitingFor,
  waitingSince,
  type PlacedPod,
} from '../pods';
import { warningsAbout } from '../warnings';
import { rule } from './rule';

const HOLD = 120;
const STARTING = ['ContainerCreating', 'PodInitializing'];
const NAMED = /(secret|configmap)s? "([^"]{1,253})" not found/i;
const NO_KEY =
  /couldn't find key (\S{1,253}) in (Secret|ConfigMap) (?:[^\s/]{1,63}\/)?(\S{1,253})/i;
const NO_KEY_IN_VOLUME =
  /references non-existent (secret|config) key: (\S{1,253})/i;
/** A certificate that is being issued for the first time is not missing yet. */
const ISSUING = 300;

/** Roles whose pods mount the certificate's Secret. */
const MOUNT_CERTIFICATE = ['proxy', 'rdp-gateway', 'rdp-https-gateway'];

interface Missing {
  /** `a Secret or ConfigMap` when nobody says. */
  name: string;
  kind?: 'Secret' | 'ConfigMap';
  /** The object is there without it. */
  key?: string;
}

/** Name of what a pod lacks: as the kubelet says, else the certificate that was never issued. */
export function missingFor(
  context: Context,
  source: SourceName,
  placed: PlacedPod,
): string | undefined {
  return missing(context, source, placed)?.name;
}

function missing(
  context: Context,
  source: SourceName,
  placed: PlacedPod,
): Missing | undefined {
  const { pod, subject } = placed;
  const refused = waitingFor(pod, ['CreateContainerConfigError']);
  const starting = waitingFor(pod, STARTING);
  const noted = starting
    ? warningsAbout(context, source, placed, 'FailedMount')
    : [];
  const said = [
    (refused ?? starting)?.message,
    ...noted.map(({ message }) => message),
  ].flatMap(message => read(message) ?? [])[0];
  if (refused || said) {
    return said ?? { name: 'a Secret or ConfigMap' };
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
    ? { name: context.deployment.tlsSecret, kind: 'Secret' }
    : undefined;
}

/** What the kubelet's words name. */
function read(message: string | undefined): Missing | undefined {
  const text = message ?? '';
  const named = NAMED.exec(text);
  if (named) {
    return { name: named[2], kind: kindOf(named[1]) };
  }
  const keyed = NO_KEY.exec(text);
  if (keyed) {
    return { name: keyed[3], kind: kindOf(keyed[2]), key: keyed[1] };
  }
  const mounted = NO_KEY_IN_VOLUME.exec(text);
  return mounted
    ? {
        name: `a ${kindOf(mounted[1])}`,
        key: mounted[2],
      }
    : undefined;
}

function kindOf(word: string): 'Secret' | 'ConfigMap' {
  return /^secret$/i.test(word) ? 'Secret' : 'ConfigMap';
}

export const podDependencyMissing = rule(
  'pod-dependency-missing',
  POD_SOURCES,
  (context, source) =>
    bySubject(
      podsOf(context, source).filter(
        placed => missing(context, source, placed) !== undefined,
      ),
    ).map(([subject, pods]) => {
      const [placed] = pods;
      const { pod, namespace } = placed;
      const { name = '', kind, key } = missing(context, source, placed) ?? {};
      const what = kind ? `${kind} ${name}` : name;
      return {
        severity: 'error',
        subject,
        title: key
          ? `${subject} needs the key ${key} of ${what}, which has no such key in ${namespace}`
          : `${subject} needs ${what}, which is missing in ${namespace}`,
        since: waitingSince(
          pod,
          pod.containers.find(({ state }) => state === 'waiting') ?? {},
        ),
        hold: HOLD,
        ...(name === context.deployment.tlsSecret &&
          beingIssued(context) && { settling: true }),
        evidence: pods.map(one => {
          const waiting = one.pod.containers.find(
            ({ state }) => state === 'waiting',
          );
          const [noted] = warningsAbout(context, source, one, 'FailedMount');
          const words = waiting?.message ?? noted?.message;
          return `${one.pod.name}: ${waiting?.reason}${
            words ? `: ${words}` : ''
          }`;
        }),
        remedy: [
          [
            'See whether something should have made it; a lost copy of the database’s Secret is made again by the template “Change”.',
            command`kubectl -n ${namespace} get certificates.cert-manager.io,secrets`,
          ],
          isSafeName(name)
            ? [
                'Create it; the pod goes on by itself.',
                command`kubectl -n ${namespace} get secret,configmap --field-selector metadata.name=${name}`,
              ]
            : ['Create it; the pod goes on by itself.'],
        ],
      };
    }),
);

/** For the first time, and not for too long. */
function beingIssued({ sights, ages }: Context): boolean {
  const { facts } = sights.certificate;
  return (
    facts?.issuing === true &&
    facts.notAfter === undefined &&
    !ages.olderThan(facts.readySince, ISSUING)
  );
}

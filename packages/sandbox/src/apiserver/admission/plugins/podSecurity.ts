import type { ClusterStore, StoredObject } from '../../ClusterStore';
import { refused, type AdmissionPlugin } from '../AdmissionPlugin';
import {
  podSecurityViolations,
  type PodSecurityLevel,
} from './podSecurityChecks';

const LEVELS: PodSecurityLevel[] = ['privileged', 'baseline', 'restricted'];
/** Namespaces that a hardened cluster exempts from its own default. */
const EXEMPT = ['kube-system', 'cis-operator-system', 'tigera-operator'];
/** Where the pod is in kinds that make pods. */
const TEMPLATES: Record<string, (object: StoredObject) => any> = {
  'deployments.apps': ({ spec }) => spec?.template?.spec,
  'replicasets.apps': ({ spec }) => spec?.template?.spec,
  'statefulsets.apps': ({ spec }) => spec?.template?.spec,
  'daemonsets.apps': ({ spec }) => spec?.template?.spec,
  'jobs.batch': ({ spec }) => spec?.template?.spec,
  'cronjobs.batch': ({ spec }) => spec?.jobTemplate?.spec?.template?.spec,
};

function levelOf(
  namespace: StoredObject | undefined,
  mode: 'enforce' | 'warn',
  otherwise: PodSecurityLevel,
): PodSecurityLevel {
  const label = namespace?.metadata.labels?.[
    `pod-security.kubernetes.io/${mode}`
  ] as PodSecurityLevel | undefined;
  if (label === undefined) {
    return EXEMPT.includes(namespace?.metadata.name ?? '')
      ? 'privileged'
      : otherwise;
  }
  // A level that there is not counts as the strictest.
  return LEVELS.includes(label) ? label : 'restricted';
}

/**
 * Plays Pod Security Admission: pods that a namespace does not allow are refused, and workloads that
 * will make such pods get a warning where the namespace asks for one.
 *
 * @param defaultLevel - what the admission configuration enforces where no label does
 */
export function podSecurity(
  store: ClusterStore,
  defaultLevel: () => PodSecurityLevel = () => 'privileged',
): AdmissionPlugin {
  return ({ kind, operation, object, warn }) => {
    const isPod = kind.resource === 'pods';
    if (isPod ? operation !== 'CREATE' : !TEMPLATES[kind.resource]) {
      return;
    }
    const spec = isPod ? object.spec : TEMPLATES[kind.resource](object);
    const namespace = store.get(
      'namespaces',
      undefined,
      object.metadata.namespace!,
    );
    if (!spec) {
      return;
    }
    const check = (level: PodSecurityLevel) =>
      podSecurityViolations(level, spec).join(', ');
    if (isPod) {
      const level = levelOf(namespace, 'enforce', defaultLevel());
      const violations = check(level);
      if (violations) {
        throw refused(
          kind,
          object.metadata.name,
          `violates PodSecurity "${level}:latest": ${violations}`,
        );
      }
    }
    const level = levelOf(namespace, 'warn', defaultLevel());
    const violations = check(level);
    if (violations) {
      warn(`would violate PodSecurity "${level}:latest": ${violations}`);
    }
  };
}

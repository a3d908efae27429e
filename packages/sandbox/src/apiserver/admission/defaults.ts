import type { StoredObject } from '../ClusterStore';
import { defaultDefinition } from '../resources/checkDefinition';
import { builtInKinds } from '../resources/builtInKinds';
import { DEFINITIONS } from '../resources/definitions';
import { fillCodeDefaults } from '../schemas/builtIn/fillCodeDefaults';
import { customSchema } from '../schemas/custom/customSchema';
import { fillCustomDefaults } from '../schemas/custom/prune';
import { schemaOf } from '../schemas/schemaOf';
import { defaultPodSpec } from './podDefaults';

type Value = any;

function setDefaults(target: Value, defaults: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(defaults)) {
    target[name] ??= value;
  }
}

const encode = (text: string) => Buffer.from(text).toString('base64');

function defaultStrategy(strategy: Value, values: Value): void {
  if (strategy.type === 'RollingUpdate') {
    strategy.rollingUpdate ??= {};
    setDefaults(strategy.rollingUpdate, values);
  }
}

function defaultJob(spec: Value): void {
  if (spec.parallelism === undefined && spec.completions === undefined) {
    spec.completions = 1;
  }
  spec.parallelism ??= 1;
  defaultPodSpec(spec.template?.spec);
}

/** Defaults that depend on something else. */
const DEFAULTS: Record<string, (object: Value) => void> = {
  pods: ({ spec }) => {
    defaultPodSpec(spec);
    for (const { resources } of spec.containers ?? []) {
      if (resources?.limits) {
        resources.requests = { ...resources.limits, ...resources.requests };
      }
    }
  },
  secrets: secret => {
    if (secret.stringData) {
      secret.data = {
        ...secret.data,
        ...Object.fromEntries(
          Object.entries<string>(secret.stringData).map(([key, value]) => [
            key,
            encode(value),
          ]),
        ),
      };
      delete secret.stringData;
    }
  },
  services: ({ spec }) => {
    for (const port of spec.ports ?? []) {
      port.targetPort ??= port.port;
    }
    if (spec.type !== 'ExternalName') {
      spec.internalTrafficPolicy ??= 'Cluster';
    }
    if (spec.type === 'LoadBalancer') {
      spec.allocateLoadBalancerNodePorts ??= true;
    }
    if (spec.type === 'LoadBalancer' || spec.type === 'NodePort') {
      spec.externalTrafficPolicy ??= 'Cluster';
    }
    if (spec.clusterIP && !spec.clusterIPs) {
      spec.clusterIPs = [spec.clusterIP];
    }
  },
  'deployments.apps': ({ spec }) => {
    defaultStrategy(spec.strategy, {
      maxUnavailable: '25%',
      maxSurge: '25%',
    });
    defaultPodSpec(spec.template?.spec);
  },
  [DEFINITIONS]: object => defaultDefinition(object as StoredObject),
  'daemonsets.apps': ({ spec }) => {
    defaultStrategy(spec.updateStrategy, { maxUnavailable: 1, maxSurge: 0 });
    defaultPodSpec(spec.template?.spec);
  },
  'statefulsets.apps': ({ spec }) => {
    defaultStrategy(spec.updateStrategy, { partition: 0 });
    spec.persistentVolumeClaimRetentionPolicy ??= {
      whenDeleted: 'Retain',
      whenScaled: 'Retain',
    };
    for (const claim of spec.volumeClaimTemplates ?? []) {
      setDefaults(claim, {
        kind: 'PersistentVolumeClaim',
        apiVersion: 'v1',
        status: { phase: 'Pending' },
      });
    }
    defaultPodSpec(spec.template?.spec);
  },
  'replicasets.apps': ({ spec }) => defaultPodSpec(spec.template?.spec),
  'jobs.batch': ({ spec }) => {
    spec.podReplacementPolicy ??= spec.podFailurePolicy
      ? 'Failed'
      : 'TerminatingOrFailed';
    defaultJob(spec);
  },
  'cronjobs.batch': ({ spec }) =>
    defaultPodSpec(spec.jobTemplate?.spec?.template?.spec),
  'networkpolicies.networking.k8s.io': ({ spec }) => {
    spec.policyTypes ??= spec.egress ? ['Ingress', 'Egress'] : ['Ingress'];
  },
};

const kinds = new Map(builtInKinds.map(kind => [kind.resource, kind]));

/** Fills in what a real server defaults. Changes the object it is given. */
export function fillDefaults(resource: string, object: StoredObject): void {
  const kind = kinds.get(resource);
  const schema = kind ? schemaOf(kind) : customSchema(resource);
  if (schema && kind) {
    fillCodeDefaults(schema, object);
  } else if (schema) {
    fillCustomDefaults(schema, object);
  }
  if (object.spec || resource === 'secrets') {
    DEFAULTS[resource]?.(object);
  }
}

import type { StoredObject } from '../ClusterStore';

type Value = any;

function setDefaults(target: Value, defaults: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(defaults)) {
    target[name] ??= value;
  }
}

function pullPolicy(image: string | undefined): string {
  const tag = /:([^/:@]+)$/.exec(image ?? '')?.[1];
  return image?.includes('@') || (tag && tag !== 'latest')
    ? 'IfNotPresent'
    : 'Always';
}

function defaultContainer(container: Value): void {
  setDefaults(container, {
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
    imagePullPolicy: pullPolicy(container.image),
    resources: {},
  });
  for (const port of container.ports ?? []) {
    setDefaults(port, { protocol: 'TCP' });
  }
}

function defaultPodSpec(spec: Value): void {
  if (!spec) {
    return;
  }
  setDefaults(spec, {
    restartPolicy: 'Always',
    dnsPolicy: 'ClusterFirst',
    schedulerName: 'default-scheduler',
    securityContext: {},
    terminationGracePeriodSeconds: 30,
  });
  [...(spec.containers ?? []), ...(spec.initContainers ?? [])].forEach(
    defaultContainer,
  );
}

const encode = (text: string) => Buffer.from(text).toString('base64');

const DEFAULTS: Record<string, (object: Value) => void> = {
  pods: ({ spec }) => defaultPodSpec(spec),
  secrets: secret => {
    secret.type ??= 'Opaque';
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
    if (!spec) {
      return;
    }
    setDefaults(spec, { type: 'ClusterIP', sessionAffinity: 'None' });
    for (const port of spec.ports ?? []) {
      setDefaults(port, { protocol: 'TCP', targetPort: port.port });
    }
  },
  'deployments.apps': ({ spec }) => {
    setDefaults(spec, {
      replicas: 1,
      strategy: {},
      revisionHistoryLimit: 10,
      progressDeadlineSeconds: 600,
    });
    spec.strategy.type ??= 'RollingUpdate';
    if (spec.strategy.type === 'RollingUpdate') {
      spec.strategy.rollingUpdate ??= {};
      setDefaults(spec.strategy.rollingUpdate, {
        maxUnavailable: '25%',
        maxSurge: '25%',
      });
    }
    defaultPodSpec(spec.template?.spec);
  },
  'daemonsets.apps': ({ spec }) => {
    setDefaults(spec, {
      revisionHistoryLimit: 10,
      updateStrategy: {
        type: 'RollingUpdate',
        rollingUpdate: { maxUnavailable: 1, maxSurge: 0 },
      },
    });
    defaultPodSpec(spec.template?.spec);
  },
  'statefulsets.apps': ({ spec }) => {
    setDefaults(spec, {
      replicas: 1,
      podManagementPolicy: 'OrderedReady',
      revisionHistoryLimit: 10,
      updateStrategy: {
        type: 'RollingUpdate',
        rollingUpdate: { partition: 0 },
      },
    });
    defaultPodSpec(spec.template?.spec);
  },
  'replicasets.apps': ({ spec }) => {
    setDefaults(spec, { replicas: 1 });
    defaultPodSpec(spec.template?.spec);
  },
  'jobs.batch': ({ spec }) => {
    setDefaults(spec, { parallelism: 1, completions: 1, backoffLimit: 6 });
    defaultPodSpec(spec.template?.spec);
  },
  'cronjobs.batch': ({ spec }) => {
    setDefaults(spec, {
      concurrencyPolicy: 'Allow',
      suspend: false,
      successfulJobsHistoryLimit: 3,
      failedJobsHistoryLimit: 1,
    });
    defaultPodSpec(spec.jobTemplate?.spec?.template?.spec);
  },
};

/** Fills in what a real server defaults and kubectl depends on. Changes the object it is given. */
export function fillDefaults(resource: string, object: StoredObject): void {
  const fill = DEFAULTS[resource];
  if (fill && (object.spec || resource === 'secrets')) {
    fill(object);
  }
}

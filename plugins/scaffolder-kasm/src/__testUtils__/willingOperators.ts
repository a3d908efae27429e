import type { KubeObject } from '@kasm-portal/backstage-plugin-kasm-node';
import type { Reaction } from './InMemoryCluster';

const ROLES = [
  'api',
  'manager',
  'guac',
  'rdp-gateway',
  'rdp-https-gateway',
  'proxy',
];

/** cert-manager: issues at once. */
export const issues: Reaction = (object, cluster) => {
  if (object.kind === 'Certificate') {
    cluster.status(object, { conditions: [isTrue('Ready')] });
  }
};

/** CloudNativePG: all instances at once. */
export const runsDatabase: Reaction = (object, cluster) => {
  if (object.kind !== 'Cluster') {
    return;
  }
  const { name, namespace } = object.metadata;
  const { instances } = object.spec as { instances: number };
  cluster.status(object, {
    phase: 'Cluster in healthy state',
    readyInstances: instances,
    currentPrimary: `${name}-1`,
  });
  cluster.put({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: `${name}-1`,
      namespace,
      labels: { 'cnpg.io/cluster': name },
    },
    status: { conditions: [isTrue('Ready')] },
  });
};

/** The helm-controller, the chart and everything that starts from it. */
export const installs: Reaction = (object, cluster) => {
  if (object.kind !== 'HelmChart') {
    return;
  }
  const { name, namespace } = object.metadata;
  const target = (object.spec as { targetNamespace: string }).targetNamespace;
  cluster.objects.delete(`Job/${namespace}/helm-install-${name}`);
  cluster.put(completeJob(`helm-install-${name}`, namespace));
  cluster.put(completeJob(`${name}-db-init-job`, target));
  ROLES.forEach(role => cluster.put(component(name, target, role)));
};

/** Everything goes well. */
export const willing: Reaction[] = [issues, runsDatabase, installs];

export function isTrue(type: string) {
  return { type, status: 'True' };
}

function completeJob(name: string, namespace?: string): KubeObject {
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name, namespace },
    status: { conditions: [isTrue('Complete')] },
  };
}

function component(
  release: string,
  namespace: string,
  role: string,
): KubeObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      name: `${release}-${role}-deployment`,
      namespace,
      generation: 1,
      labels: {
        'app.kubernetes.io/instance': release,
        'app.kubernetes.io/part-of': 'kasm',
        'app.kubernetes.io/component': role,
      },
    },
    spec: { replicas: 1 },
    status: {
      observedGeneration: 1,
      replicas: 1,
      updatedReplicas: 1,
      availableReplicas: 1,
    },
  };
}

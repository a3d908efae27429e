import { pause } from '../run/waitFor';
import type { DeploymentNames } from '@kasm-portal/backstage-plugin-kasm-common/spec';
import {
  resources,
  type KubeClient,
  type KubeObject,
  type KubeResource,
} from '@kasm-portal/backstage-plugin-kasm-node';
import { isKubeError } from '../run/StepFailure';

const ROLES = [
  'api',
  'manager',
  'guac',
  'rdp-gateway',
  'rdp-https-gateway',
  'proxy',
];

class Operators {
  private installed = '';

  constructor(
    private readonly admin: KubeClient,
    private readonly names: DeploymentNames,
    private readonly systemNamespace: string,
  ) {}

  async once(): Promise<void> {
    const { namespace, databaseNamespace } = this.names;
    for (const place of new Set([
      namespace,
      databaseNamespace,
      this.systemNamespace,
    ])) {
      await this.kubelet(place);
    }
    await this.certManager();
    await this.cloudNativePg();
    await this.helmController();
  }

  private async kubelet(namespace: string): Promise<void> {
    const { items } = await this.admin.list(resources.pods, { namespace });
    for (const pod of items) {
      const ends = pod.metadata.labels?.['job-name'] !== undefined;
      const phase = ends ? 'Succeeded' : 'Running';
      if ((pod.status as { phase?: string }).phase !== phase) {
        await this.status(resources.pods, pod, {
          phase,
          conditions: ['Initialized', 'Ready'].map(type => ({
            type,
            status: 'True',
          })),
        });
      }
    }
  }

  private async certManager(): Promise<void> {
    const certificate = await this.find(
      resources.certificates,
      this.names.tlsSecret,
      this.names.namespace,
    );
    if (certificate && !certificate.status) {
      await this.status(resources.certificates, certificate, {
        conditions: [
          {
            type: 'Ready',
            status: 'True',
            reason: 'Ready',
            lastTransitionTime: new Date().toISOString(),
          },
        ],
      });
    }
  }

  private async cloudNativePg(): Promise<void> {
    const { databaseCluster: name, databaseNamespace: namespace } = this.names;
    const cluster = await this.find(
      resources.databaseClusters,
      name,
      namespace,
    );
    if (!cluster) {
      return;
    }
    const wanted = (cluster.spec as { instances: number }).instances;
    const { readyInstances = 0 } = (cluster.status ?? {}) as {
      readyInstances?: number;
    };
    if (readyInstances < wanted) {
      const next = readyInstances + 1;
      await this.make(resources.pods, namespace, {
        metadata: {
          name: `${name}-${next}`,
          labels: { 'cnpg.io/cluster': name },
        },
        spec: { containers: [{ name: 'postgres', image: 'postgres' }] },
      });
      await this.status(resources.databaseClusters, cluster, {
        instances: wanted,
        readyInstances: next,
        currentPrimary: `${name}-1`,
        phase:
          next === wanted
            ? 'Cluster in healthy state'
            : 'Creating a new replica',
      });
    }
  }

  private async helmController(): Promise<void> {
    const { release, namespace } = this.names;
    const chart = await this.find(
      resources.helmCharts,
      release,
      this.systemNamespace,
    );
    const { valuesContent } = (chart?.spec ?? {}) as { valuesContent?: string };
    if (!valuesContent || valuesContent === this.installed) {
      return;
    }
    const job = `helm-install-${release}`;
    await this.admin.delete(resources.jobs, job, {
      namespace: this.systemNamespace,
      propagation: 'Background',
    });
    await this.make(resources.jobs, this.systemNamespace, jobOf(job));
    for (const role of ROLES) {
      const labels = {
        'app.kubernetes.io/instance': release,
        'app.kubernetes.io/part-of': 'kasm',
        'app.kubernetes.io/component': role,
      };
      await this.make(resources.deployments, namespace, {
        metadata: { name: `${release}-${role}-deployment`, labels },
        spec: {
          selector: { matchLabels: labels },
          template: {
            metadata: { labels },
            spec: { containers: [{ name: role, image: `kasmweb/${role}` }] },
          },
        },
      });
    }
    if (JSON.parse(valuesContent).dbManagement.initialize) {
      await this.make(
        resources.jobs,
        namespace,
        jobOf(`${release}-db-init-job`),
      );
    }
    this.installed = valuesContent;
  }

  private async find(
    resource: KubeResource,
    name: string,
    namespace: string,
  ): Promise<KubeObject | undefined> {
    try {
      return await this.admin.get(resource, name, { namespace });
    } catch (error) {
      if (isKubeError(error, 'notFound')) {
        return undefined;
      }
      throw error;
    }
  }

  private async make(
    resource: KubeResource,
    namespace: string,
    object: { metadata: KubeObject['metadata']; spec: object },
  ): Promise<void> {
    const { apiVersion, kind } = resource;
    await this.admin
      .create(resource, {
        apiVersion,
        kind,
        ...object,
        metadata: { ...object.metadata, namespace },
      })
      .catch(error => {
        if (!isKubeError(error, 'alreadyExists')) {
          throw error;
        }
      });
  }

  private async status(
    resource: KubeResource,
    { metadata }: KubeObject,
    status: object,
  ): Promise<void> {
    await this.admin.mergePatch(
      resource,
      metadata.name,
      { status },
      { namespace: metadata.namespace, subresource: 'status' },
    );
  }
}

/**
 * Plays kubelet, cert-manager, CloudNativePG and helm-controller for one deployment on an API server
 * that has no operators. It knows what they do, not what the action expects.
 */
export function playOperators(
  admin: KubeClient,
  names: DeploymentNames,
  systemNamespace: string,
): { stop(): Promise<void> } {
  const end = new AbortController();
  const play = new Operators(admin, names, systemNamespace);
  const playing = (async () => {
    while (!end.signal.aborted) {
      await play.once().catch(error => {
        if (!isKubeError(error, 'notFound', 'conflict', 'alreadyExists')) {
          throw error;
        }
      });
      await pause(100, end.signal).catch(() => undefined);
    }
  })();
  return {
    async stop() {
      end.abort();
      await playing;
    },
  };
}

function jobOf(name: string) {
  return {
    metadata: { name },
    spec: {
      template: {
        spec: {
          restartPolicy: 'Never',
          containers: [{ name: 'helm', image: 'helm' }],
        },
      },
    },
  };
}

import {
  createWriterClients,
  type KubeObject,
} from '@kasm-portal/backstage-plugin-kasm-node';
import type { Sandbox } from 'sandbox';
import {
  dyingClients,
  type CountedRequest,
  type Death,
} from '../../__testUtils__/dyingClients';
import { runAction, type ActionRun } from '../../__testUtils__/runAction';
import type { Target } from '../../__testUtils__/targets';
import { comparable } from './comparable';
import type { Play } from './inMemoryScene';

/** What a deployment leaves in a cluster: by the portal, the chart and the operators. */
const KINDS = [
  'configmaps',
  'secrets',
  'services',
  'serviceaccounts',
  'persistentvolumeclaims',
  'networkpolicies.networking.k8s.io',
  'deployments.apps',
  'helmcharts.helm.cattle.io',
  'certificates.cert-manager.io',
  'clusters.postgresql.cnpg.io',
  'backups.postgresql.cnpg.io',
  'scheduledbackups.postgresql.cnpg.io',
  'objectstores.barmancloud.cnpg.io',
  'ingressroutes.traefik.io',
  'serverstransports.traefik.io',
];

/** Made anew by their operator each time, by the count of its runs: not what a run leaves. */
const BY_COUNT = /^(sh\.helm\.release|chart-content|chart-values)/;

/** What a deployment is asked for with here. */
export interface SandboxInput {
  cluster: string;
  name: string;
  owner: string;
  domain: string;
  namespace: string;
  database: { namespace: string };
}

/** One deployment of its own on a shared sandbox. */
export class SandboxScene {
  readonly input: SandboxInput;

  constructor(
    private readonly target: Target & { sandbox: Sandbox },
    /** All of one length, so that texts with it are comparable. */
    readonly name: string,
  ) {
    this.input = {
      cluster: 'rke2',
      name,
      owner: 'group:default/platform-engineers',
      domain: target.domain,
      namespace: `test-${name}`,
      database: { namespace: `test-${name}-db` },
    };
  }

  /** Runs an action in a process that may end early. */
  async run(
    play: Play,
    death?: Death,
  ): Promise<ActionRun & { requests: CountedRequest[]; gone: boolean }> {
    const process = dyingClients(
      createWriterClients(this.target.config),
      death,
    );
    try {
      const run = await runAction(
        play.input,
        {
          config: this.target.config,
          clients: process.clients,
          pollInterval: 25,
        },
        { action: play.action, task: 'task-1' },
      );
      return { ...run, requests: process.requests, gone: process.isGone() };
    } finally {
      await process.clients.close();
    }
  }

  /** Passwords by the Secret that has them. */
  secrets(): Map<string, string> {
    return new Map(
      this.objects()
        .filter(({ kind }) => kind === 'Secret')
        .map(({ metadata, data }) => [
          `${metadata.namespace}/${metadata.name}`,
          JSON.stringify(data),
        ]),
    );
  }

  /** Everything that is stored of this deployment, comparable with others'. */
  stored(): Record<string, unknown> {
    return comparable(this.objects(), {
      [this.name]: '<name>',
      'task-1': '<task>',
    });
  }

  /** Takes the deployment away, so that those that come have the sandbox to themselves. */
  remove(): void {
    const { store } = this.target.sandbox.clusters.rke2;
    const { namespace, database } = this.input;
    store.delete('helmcharts.helm.cattle.io', 'kasm-portal', this.name);
    store.delete('configmaps', 'kasm-portal', `${this.name}-descriptor`);
    store.delete(
      'clusters.postgresql.cnpg.io',
      database.namespace,
      `${this.name}-pg`,
    );
    store.delete('namespaces', undefined, database.namespace);
    store.delete('namespaces', undefined, namespace);
  }

  private objects(): KubeObject[] {
    const { store } = this.target.sandbox.clusters.rke2;
    const { namespace, database } = this.input;
    const places = KINDS.flatMap(kind => [
      ...store.list(kind, { namespace }),
      ...store.list(kind, { namespace: database.namespace }),
      ...store
        .list(kind, { namespace: 'kasm-portal' })
        .filter(({ metadata }) => metadata.name.includes(this.name)),
    ]);
    const namespaces = store
      .list('namespaces')
      .filter(({ metadata }) =>
        [namespace, database.namespace].includes(metadata.name),
      );
    return structuredClone(
      [...namespaces, ...places].filter(
        ({ metadata }) => !BY_COUNT.test(metadata.name),
      ),
    );
  }
}

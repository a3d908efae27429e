import {
  createKasmApis,
  type KasmApi,
  type KasmApis,
  type KubeObject,
} from '@kasm-portal/backstage-plugin-kasm-node';
import { runAction, type ActionRun } from './runAction';
import { seededTarget, type SeededTarget } from './seededTarget';

/** The seeded deployment of the sandbox. */
export const REF = 'rke2/workspaces';
/** Where its agents live. */
export const AGENTS = 'kasm-agents';

/** The least that somebody has to fill in for more agents. */
export const agentsAsked = {
  cluster: 'rke2',
  name: 'workspaces',
  image: 'default/ubuntu-24-04',
  network: 'default/agents-vlan20',
  count: 1,
  deadlines: { agents: 60, drain: 20, removal: 20 },
};

/** The seeded deployment with the keys of its Kasm. */
export interface AgentsTarget extends SeededTarget {
  kasmApis: KasmApis;
  kasm: KasmApi;
  /** An object on harvester. */
  object(resource: string, name: string): any;
  names(resource: string): string[];
  run(
    input: object,
    context: NonNullable<Parameters<typeof runAction>[2]>,
    more?: { kasmApis?: KasmApis },
  ): Promise<ActionRun>;
}

/** Starts it on free ports. */
export async function agentsTarget(): Promise<AgentsTarget> {
  const target = await seededTarget();
  const { sandbox, clients } = target;
  const config = {
    ...target.config,
    kasmApis: [
      {
        deployment: REF,
        host: `kasm.${sandbox.domain}`,
        read: { key: 'sandbox-key', secret: 'sandbox-key-secret' },
        manageAgents: {
          key: 'sandbox-admin-key',
          secret: 'sandbox-admin-key-secret',
        },
      },
    ],
  };
  const kasmApis = createKasmApis(config);
  const { store } = sandbox.clusters.harvester;
  return {
    ...target,
    config,
    kasmApis,
    kasm: kasmApis.api(REF)!,
    object: (resource, name) => store.get(resource, AGENTS, name),
    names: resource =>
      store
        .list(resource, { namespace: AGENTS })
        .map(({ metadata }) => (metadata as KubeObject['metadata']).name),
    run: (input, context, more) =>
      runAction(input, { config, clients, kasmApis, ...more }, context),
    async stop() {
      await kasmApis.close();
      await target.stop();
    },
  };
}

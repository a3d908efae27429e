import type {
  KubeClient,
  KubeClients,
} from '@kasm-portal/backstage-plugin-kasm-node';
import {
  agentsAsked,
  agentsTarget,
  type AgentsTarget,
} from '../__testUtils__/agentsTarget';
import { runAction } from '../__testUtils__/runAction';
import { createAgentsAction } from './createAgentsAction';
import { deleteAgentsAction } from './deleteAgentsAction';

jest.setTimeout(180_000);

const MACHINES = 'virtualmachines.kubevirt.io';
const VM = 'workspaces-agent-1';
const SECRET = `${VM}-cloudinit`;

/** What a process does not hear of its last write: that it was never sent, or what came of it. */
type Loss = 'unsent' | 'unanswered';

/** Clients of a process that ends at its nth write. */
function endingAt(clients: KubeClients, nth: number, loss: Loss) {
  const state = { writes: 0, gone: false };
  const gone = () => Promise.reject(new Error('the process is gone'));
  const wrap = (client: KubeClient): KubeClient =>
    new Proxy(client, {
      get(target, property) {
        const original = Reflect.get(target, property, target);
        if (typeof original !== 'function') return original;
        return (...args: any[]) => {
          if (state.gone) return gone();
          const writes =
            ['create', 'apply', 'mergePatch', 'delete'].includes(
              String(property),
            ) && !args[2]?.dryRun;
          if (!writes || ++state.writes < nth) {
            return original.apply(target, args);
          }
          state.gone = true;
          return loss === 'unsent'
            ? gone()
            : original.apply(target, args).then(gone, gone);
        };
      },
    });
  return {
    state,
    clients: {
      client: (name: string) => wrap(clients.client(name)),
      close: clients.close,
    },
  };
}

describe('agents of a portal that ends at any of its writes', () => {
  let target: AgentsTarget;

  beforeAll(async () => {
    target = await agentsTarget();
  });
  afterAll(() => target?.stop());

  const actions = {
    create: { input: agentsAsked, action: createAgentsAction },
    delete: {
      input: {
        cluster: 'rke2',
        name: 'workspaces',
        names: [VM],
        deadlines: { drain: 20, removal: 20 },
      },
      action: deleteAgentsAction,
    },
  };

  const start = (what: keyof typeof actions, clients = target.clients) => {
    const { input, action } = actions[what];
    const { config, kasmApis } = target;
    return runAction(input, { config, clients, kasmApis }, { action });
  };

  async function isThere() {
    const secret = target.object('secrets', SECRET);
    const vm = target.object(MACHINES, VM);
    const address: string | undefined = target.object(
      'virtualmachineinstances.kubevirt.io',
      VM,
    )?.status.interfaces[0].ipAddress;
    const agents = await target.kasm.agents();
    return {
      vm: vm !== undefined,
      disk: target.names('persistentvolumeclaims').includes(`${VM}-rootdisk`),
      secret: secret?.metadata.annotations?.['kasm-portal/joined'],
      enabled: agents.find(({ hostname }) => hostname === address)?.enabled,
      agents: agents.length,
    };
  }

  const MADE = {
    vm: true,
    disk: true,
    secret: 'true',
    enabled: true,
    agents: 3,
  };
  const GONE = {
    vm: false,
    disk: false,
    secret: undefined,
    enabled: undefined,
    agents: 2,
  };

  it('are made once and removed whole by the next run', async () => {
    const outcomes: unknown[] = [];
    const deaths: unknown[] = [];
    for (const loss of ['unsent', 'unanswered'] as const) {
      for (let nth = 1, died = true; died; nth++) {
        died = false;
        for (const what of ['create', 'delete'] as const) {
          const { clients, state } = endingAt(target.clients, nth, loss);
          const first = await start(what, clients);
          died ||= state.gone;
          if (state.gone) {
            deaths.push([what, nth, loss, first.error !== undefined]);
          }
          const second = await start(what);
          outcomes.push([
            what,
            nth,
            loss,
            second.error?.message,
            await isThere(),
          ]);
        }
      }
    }
    expect(deaths.length).toBeGreaterThan(12);
    expect(deaths.filter(death => !(death as unknown[])[3])).toEqual([]);
    expect(outcomes).toEqual(
      outcomes.map(each => {
        const [what, nth, loss] = each as [string, number, Loss];
        return [what, nth, loss, undefined, what === 'create' ? MADE : GONE];
      }),
    );
  });
});

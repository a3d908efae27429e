import { request } from 'node:https';
import {
  AGENTS,
  agentsAsked,
  agentsTarget,
  type AgentsTarget,
} from '../__testUtils__/agentsTarget';
import { createAgentsAction } from './createAgentsAction';
import { deleteAgentsAction } from './deleteAgentsAction';

jest.setTimeout(120_000);

const MACHINES = 'virtualmachines.kubevirt.io';
const CLAIMS = 'persistentvolumeclaims';
const asked = {
  cluster: 'rke2',
  name: 'workspaces',
  deadlines: { drain: 20, removal: 20 },
};

let target: AgentsTarget;

beforeAll(async () => {
  target = await agentsTarget();
  const made = await target.run(
    { ...agentsAsked, count: 4 },
    { action: createAgentsAction, task: 'made-them' },
  );
  if (made.error) throw made.error;
});
afterAll(() => target?.stop());

const remove = (
  input: object,
  context: object = {},
  more?: Parameters<AgentsTarget['run']>[2],
) =>
  target.run(
    { ...asked, ...input },
    { ...context, action: deleteAgentsAction },
    more,
  );

const pool = () =>
  JSON.parse(
    target.sandbox.clusters.rke2.store.get(
      'configmaps',
      'kasm-portal',
      'workspaces-descriptor',
    )!.data['descriptor.json'],
  ).spec.agents.pool;

const agentAt = async (hostname: string) =>
  (await target.kasm.agents()).find(agent => agent.hostname === hostname);

const addressOf = (name: string): string =>
  target.object('virtualmachineinstances.kubevirt.io', name).status
    .interfaces[0].ipAddress;

/** As an administrator of Kasm does on its pages. */
function endSession(id: string): Promise<void> {
  const { sandbox } = target;
  return new Promise((done, reject) => {
    const call = request(
      {
        host: '127.0.0.1',
        port: sandbox.kasmPort,
        servername: `kasm.${sandbox.domain}`,
        ca: sandbox.ca,
        method: 'POST',
        path: '/api/public/destroy_kasm',
        headers: { host: `kasm.${sandbox.domain}` },
        agent: false,
      },
      response => response.resume().on('end', done),
    );
    call.on('error', reject);
    call.end(
      JSON.stringify({
        kasm_id: id,
        api_key: 'sandbox-admin-key',
        api_key_secret: 'sandbox-admin-key-secret',
      }),
    );
  });
}

describe('kasm:agents:delete', () => {
  it('removes nothing in a dry run', async () => {
    const before = [target.names(MACHINES), target.names('secrets')];
    const run = await remove({ count: 1 }, { isDryRun: true });
    expect(run.error).toBeUndefined();
    expect(run.outputs).toMatchObject({
      removed: ['workspaces-agent-4'],
      disks: ['workspaces-agent-4-rootdisk'],
    });
    expect([target.names(MACHINES), target.names('secrets')]).toEqual(before);
    expect((await agentAt(addressOf('workspaces-agent-4')))?.enabled).toBe(
      true,
    );
  });

  it('removes those with the highest numbers: VM, disks, Secret and record', async () => {
    const addresses = ['workspaces-agent-3', 'workspaces-agent-4'].map(
      addressOf,
    );
    const run = await remove({ count: 2 });
    expect(run.error).toBeUndefined();
    expect(run.outputs).toEqual({
      ref: 'rke2/workspaces',
      removed: ['workspaces-agent-4', 'workspaces-agent-3'],
      disks: ['workspaces-agent-4-rootdisk', 'workspaces-agent-3-rootdisk'],
      remaining: [],
    });
    for (const address of addresses) {
      expect(await agentAt(address)).toBeUndefined();
    }
    const left = [MACHINES, 'secrets', CLAIMS].flatMap(target.names);
    expect(left.filter(name => /agent-[34]/.test(name))).toEqual([]);
    expect(left).toContain('workspaces-agent-1-rootdisk');
    expect(pool()).toMatchObject({ pool: 'agent', count: 2 });
  });

  it('removes an agent only when its sessions have ended', async () => {
    const agent = (await agentAt('10.0.20.11'))!;
    const own = async () =>
      (await target.kasm.sessions()).filter(
        ({ agentId }) => agentId === agent.id,
      );
    const before = await own();
    expect(before.length).toBeGreaterThan(0);
    const late = await remove({
      names: ['kasm-agent-1'],
      deadlines: { drain: 1, removal: 20 },
    });
    expect(late.error?.message).toMatch(
      /sessions? on kasm-agent-1 \(\d running\)/,
    );
    expect(late.log.join('\n')).toContain('kasm-agent-1 stay disabled in Kasm');
    expect((await agentAt('10.0.20.11'))?.enabled).toBe(false);
    expect(target.names(MACHINES)).toContain('kasm-agent-1');

    const run = await remove(
      { names: ['kasm-agent-1'] },
      {
        onLine: async (line: string) => {
          if (/^sessions: \d/.test(line)) {
            for (const { id } of await own()) await endSession(id);
          }
        },
      },
    );
    expect(run.error).toBeUndefined();
    expect(run.outputs.disks).toEqual(['kasm-agent-1-rootdisk']);
    expect(await agentAt('10.0.20.11')).toBeUndefined();
  });

  it('is refused while nobody can see sessions, and goes on when it is forced', async () => {
    const blind = { kasmApis: undefined };
    const refused = await remove({ names: ['workspaces-agent-2'] }, {}, blind);
    expect(refused.error?.message).toContain('cannot be seen');
    expect(target.names(MACHINES)).toContain('workspaces-agent-2');
    const record = await agentAt(addressOf('workspaces-agent-2'));
    const forced = await remove(
      { names: ['workspaces-agent-2'], force: true },
      {},
      blind,
    );
    expect(forced.error).toBeUndefined();
    expect(forced.outputs.remaining.join()).toContain(
      'Delete the record of workspaces-agent-2',
    );
    expect(target.names(MACHINES)).not.toContain('workspaces-agent-2');
    await target.kasm.deleteAgent(record!.id);
  });

  it('comes to the end of what a cancelled run began', async () => {
    const address = addressOf('workspaces-agent-1');
    const stop = new AbortController();
    const first = await remove(
      { names: ['workspaces-agent-1'] },
      {
        signal: stop.signal,
        onLine: (line: string) => {
          if (line.startsWith('VirtualMachine') && line.includes('removed')) {
            stop.abort();
          }
        },
      },
    );
    expect(first.error?.message).toContain('was cancelled');
    expect(await agentAt(address)).toBeDefined();
    const second = await remove({ names: ['workspaces-agent-1'] });
    expect(second.error).toBeUndefined();
    expect(await agentAt(address)).toBeUndefined();
    expect(target.names('secrets')).not.toContain(
      'workspaces-agent-1-cloudinit',
    );
    expect(pool()).toBeUndefined();
  });

  it.each([
    ['more than there are', { count: 1 }, 'has 0 VMs, not 1'],
    ['what is not there', { names: ['other-vm'] }, 'other-vm in harvester/'],
    ['neither names nor count', {}, 'or count'],
    ['both', { names: ['a'], count: 1 }, 'or count'],
  ])('refuses %s', async (_, input, message) => {
    const before = target.names(MACHINES);
    const run = await remove(input);
    expect(run.error?.message).toContain(message);
    expect(target.names(MACHINES)).toEqual(before);
  });

  it("leaves somebody else's VM alone, and says that nobody is left to run sessions", async () => {
    target.sandbox.clusters.harvester.store.create({
      apiVersion: 'kubevirt.io/v1',
      kind: 'VirtualMachine',
      metadata: { name: 'workspaces-agent-7', namespace: AGENTS },
      spec: { runStrategy: 'Halted', template: { spec: {} } },
    });
    const refused = await remove({
      names: ['kasm-agent-2', 'workspaces-agent-7'],
    });
    expect(refused.error?.message).toContain(
      'workspaces-agent-7 in harvester/kasm-agents is not an agent VM',
    );
    const run = await remove({
      names: ['kasm-agent-2'],
      force: true,
      deadlines: { drain: 1, removal: 20 },
    });
    expect(run.error).toBeUndefined();
    expect(run.log.join('\n')).toContain('No enabled agent of rke2/workspaces');
    expect(run.outputs.removed).toEqual(['kasm-agent-2']);
    expect(target.names(MACHINES)).toEqual(['workspaces-agent-7']);
  });

  it('is refused to who may not', async () => {
    const run = await remove({ count: 1 }, { allowed: false });
    expect(run.error?.message).toContain('kasm.agents.delete');
  });
});

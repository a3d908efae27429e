import { createKasmApis } from '@kasm-portal/backstage-plugin-kasm-node';
import { parse } from 'yaml';
import {
  AGENTS,
  agentsAsked,
  agentsTarget,
  REF,
  type AgentsTarget,
} from '../__testUtils__/agentsTarget';
import { createAgentsAction } from './createAgentsAction';

jest.setTimeout(120_000);

const MACHINES = 'virtualmachines.kubevirt.io';
const decode = (text: string) => Buffer.from(text, 'base64').toString();

let target: AgentsTarget;

beforeAll(async () => {
  target = await agentsTarget();
});
afterAll(() => target?.stop());

const token = () =>
  decode(
    target.sandbox.clusters.rke2.store.get('secrets', 'kasm', 'kasm-secrets')!
      .data['manager-token'],
  );

const descriptor = () =>
  JSON.parse(
    target.sandbox.clusters.rke2.store.get(
      'configmaps',
      'kasm-portal',
      'workspaces-descriptor',
    )!.data['descriptor.json'],
  );

/** The token is in nothing that a run leaves for people, however it ends. */
async function create(
  input: object,
  context: object = {},
  more?: Parameters<AgentsTarget['run']>[2],
) {
  const run = await target.run(
    { ...agentsAsked, ...input },
    { ...context, action: createAgentsAction },
    more,
  );
  const { log, outputs, error } = run;
  const said = [log, outputs, error?.message, error?.stack, descriptor()];
  expect(JSON.stringify(said)).not.toContain(token());
  return run;
}

describe('kasm:agents:create', () => {
  it('stores nothing in a dry run', async () => {
    const before = [target.names(MACHINES), target.names('secrets')];
    const run = await create({}, { isDryRun: true });
    expect(run.error).toBeUndefined();
    expect(run.outputs.created).toEqual(['workspaces-agent-1']);
    expect([target.names(MACHINES), target.names('secrets')]).toEqual(before);
    expect(run.log.join('\n')).toContain(
      'VirtualMachine kasm-agents/workspaces-agent-1 would be created',
    );
  });

  it('makes VMs that join and are enabled, and takes the token out again', async () => {
    const seen: string[] = [];
    const run = await create(
      {
        pool: 'desk',
        count: 2,
        addresses: {
          method: 'static',
          first: '10.0.20.101',
          prefixLength: 24,
          gateway: '10.0.20.1',
          nameservers: ['10.0.20.2'],
        },
      },
      {
        task: 'task-1',
        onLine: () => {
          const { data } =
            target.object('secrets', 'workspaces-desk-1-cloudinit') ?? {};
          if (data) seen.push(decode(data.userdata));
        },
      },
    );
    expect(run.error).toBeUndefined();
    expect(run.outputs).toMatchObject({
      ref: REF,
      created: ['workspaces-desk-1', 'workspaces-desk-2'],
      kept: [],
      agents: [
        { name: 'workspaces-desk-1', address: '10.0.20.101', state: 'enabled' },
        { name: 'workspaces-desk-2', address: '10.0.20.102', state: 'enabled' },
      ],
      remaining: [],
    });
    const agents = await target.kasm.agents();
    for (const hostname of ['10.0.20.101', '10.0.20.102']) {
      expect(agents).toContainEqual(
        expect.objectContaining({ hostname, enabled: true }),
      );
    }
    // It was there while it was needed, and is nowhere now.
    expect(seen.some(text => text.includes(token()))).toBe(true);
    const { data, metadata } = target.object(
      'secrets',
      'workspaces-desk-1-cloudinit',
    );
    const left = decode(data.userdata);
    expect(left).toMatch(/^#cloud-config\n/);
    expect(left).not.toContain(token());
    expect(parse(left).packages).toContain('qemu-guest-agent');
    expect(metadata.annotations['kasm-portal/joined']).toBe('true');
    // Limits and no requests were sent; Harvester computed its own.
    const machine = target.object(MACHINES, 'workspaces-desk-1');
    expect(machine.spec.template.spec.domain.resources.limits).toEqual({
      cpu: '4',
      memory: '16Gi',
    });
    expect(machine.spec.runStrategy).toBe('RerunOnFailure');
    expect(machine.metadata.annotations['kasm-portal/task']).toBe('task-1');
    expect(target.names('persistentvolumeclaims')).toContain(
      'workspaces-desk-1-rootdisk',
    );
    expect(descriptor().spec.agents).toMatchObject({
      cluster: 'harvester',
      namespace: AGENTS,
      pool: { pool: 'desk', count: 2 },
    });
  });

  it('starts a VM again without the token, and its agent goes on', async () => {
    const { store } = target.sandbox.clusters.harvester;
    const before = target.object(
      'virtualmachineinstances.kubevirt.io',
      'workspaces-desk-1',
    ).metadata.uid;
    const run = (strategy: string) =>
      store.update(MACHINES, AGENTS, 'workspaces-desk-1', ({ spec }) => {
        spec.runStrategy = strategy;
      });
    run('Halted');
    await target.sandbox.clock.advance(60_000);
    run('RerunOnFailure');
    await target.sandbox.clock.advance(60_000);
    expect(
      target.object('virtualmachineinstances.kubevirt.io', 'workspaces-desk-1')
        .metadata.uid,
    ).not.toBe(before);
    const agent = async () =>
      (await target.kasm.agents()).find(
        ({ hostname }) => hostname === '10.0.20.101',
      );
    // It boots, and only then checks in.
    for (let round = 0; round < 30; round += 1) {
      if ((await agent())?.status === 'running') break;
      await target.sandbox.clock.advance(10_000);
    }
    expect(await agent()).toMatchObject({ status: 'running' });
  });

  it('writes nothing the second time, and leaves what people changed in Kasm', async () => {
    const input = {
      pool: 'desk',
      count: 2,
      addresses: {
        method: 'static',
        first: '10.0.20.101',
        prefixLength: 24,
        gateway: '10.0.20.1',
        nameservers: ['10.0.20.2'],
      },
    };
    const agent = (await target.kasm.agents()).find(
      ({ hostname }) => hostname === '10.0.20.102',
    )!;
    await target.kasm.setAgentEnabled(agent.id, false);
    const version = () =>
      ['workspaces-desk-1', 'workspaces-desk-2'].flatMap(name => [
        target.object(MACHINES, name).metadata.generation,
        target.object('secrets', `${name}-cloudinit`).metadata.resourceVersion,
      ]);
    const before = version();
    const run = await create(input);
    expect(run.error).toBeUndefined();
    expect(run.outputs).toMatchObject({ created: [], agents: [] });
    expect(version()).toEqual(before);
    expect(
      (await target.kasm.agents()).find(({ id }) => id === agent.id)?.enabled,
    ).toBe(false);
    await target.kasm.setAgentEnabled(agent.id, true);
  });

  it('goes on where a cancelled run stopped', async () => {
    const stop = new AbortController();
    const first = await create(
      { pool: 'late' },
      {
        signal: stop.signal,
        onLine: (line: string) => {
          if (line.includes('VirtualMachine') && line.includes('created')) {
            stop.abort();
          }
        },
      },
    );
    expect(first.error?.message).toContain('was cancelled');
    const { uid } = target.object(MACHINES, 'workspaces-late-1').metadata;
    const second = await create({ pool: 'late' });
    expect(second.error).toBeUndefined();
    expect(second.outputs).toMatchObject({
      created: [],
      kept: ['workspaces-late-1'],
      agents: [{ name: 'workspaces-late-1', state: 'enabled' }],
    });
    expect(target.object(MACHINES, 'workspaces-late-1').metadata.uid).toBe(uid);
    // The first pool is the one that the descriptor keeps.
    expect(descriptor().spec.agents.pool.pool).toBe('desk');
  });

  it('says that agents start disabled when no key may enable them', async () => {
    const { config } = target;
    const kasmApis = createKasmApis({
      ...config,
      kasmApis: config.kasmApis.map(({ manageAgents: _, ...entry }) => entry),
    });
    const run = await create({ pool: 'shy' }, {}, { kasmApis });
    await kasmApis.close();
    expect(run.error).toBeUndefined();
    expect(run.outputs.agents).toEqual([
      expect.objectContaining({
        name: 'workspaces-shy-1',
        state: 'registered',
      }),
    ]);
    expect(run.outputs.remaining.join()).toContain(
      'Enable workspaces-shy-1 in Kasm',
    );
  });

  it('waits for the VMs only when it cannot ask Kasm, and says so', async () => {
    const run = await create({ pool: 'blind' }, {}, { kasmApis: undefined });
    expect(run.error).toBeUndefined();
    expect(run.outputs.agents[0]).toMatchObject({ state: 'running' });
    expect(run.log.join('\n')).toContain('kasm.kasmApis');
    expect(
      decode(
        target.object('secrets', 'workspaces-blind-1-cloudinit').data.userdata,
      ),
    ).not.toContain(token());
  });

  it.each([
    [
      'somebody else’s VM',
      { pool: 'theirs' },
      'was not made by the portal',
      () => {
        target.sandbox.clusters.harvester.store.create({
          apiVersion: 'kubevirt.io/v1',
          kind: 'VirtualMachine',
          metadata: { name: 'workspaces-theirs-1', namespace: AGENTS },
          spec: { runStrategy: 'Halted', template: { spec: {} } },
        });
      },
    ],
    [
      'an image that is not there',
      { pool: 'x', image: 'default/none' },
      'VirtualMachineImage default/none in cluster harvester does not exist',
    ],
    [
      'addresses that do not fit',
      {
        pool: 'x',
        count: 3,
        addresses: {
          method: 'static',
          first: '10.0.20.253',
          prefixLength: 24,
          gateway: '10.0.20.1',
          nameservers: ['10.0.20.2'],
        },
      },
      'addresses.first: 3 addresses from 10.0.20.253 on do not fit in 10.0.20.0/24',
    ],
    [
      'an address that an agent has',
      {
        pool: 'x',
        addresses: {
          method: 'static',
          first: '10.0.20.11',
          prefixLength: 24,
          gateway: '10.0.20.1',
          nameservers: ['10.0.20.2'],
        },
      },
      'Kasm has an agent at 10.0.20.11 already',
    ],
    [
      'another place than its agents have',
      { agentCluster: 'harvester', agentNamespace: 'elsewhere' },
      'live in harvester/kasm-agents',
    ],
    [
      'a deployment that is not there',
      { name: 'nobody' },
      'no deployment rke2/nobody',
    ],
  ])('refuses %s', async (_, input, message, prepare = () => {}) => {
    prepare();
    const before = target.names(MACHINES);
    const run = await create(input);
    expect(run.error?.message).toContain(message);
    expect(target.names(MACHINES)).toEqual(before);
  });

  it('is refused to who may not', async () => {
    const run = await create({}, { allowed: false });
    expect(run.error?.message).toContain('kasm.agents.create');
  });

  it('has left the token nowhere, once agents have joined', () => {
    const { store } = target.sandbox.clusters.harvester;
    for (const kind of [MACHINES, 'secrets', 'pods', 'events']) {
      for (const object of store.list(kind, { namespace: AGENTS })) {
        const texts = [
          JSON.stringify(object),
          ...Object.values(object.data ?? {}).map(text => decode(String(text))),
        ];
        expect(texts.join()).not.toContain(token());
      }
    }
  });
});

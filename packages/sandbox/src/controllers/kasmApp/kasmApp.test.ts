import { SEEDED } from '../../world/SeededDeployment';
import { useManualWorld } from '../../world/useManualWorld';
import type { KasmInstallation } from './KasmInstallation';
import { AUTO_ENABLE } from './freshKasm';

const PLACE = { namespace: SEEDED.namespace, release: SEEDED.release };
const AGENTS = 'kasm-agents';
const MACHINES = 'virtualmachines.kubevirt.io';

describe('the Kasm of the seeded deployment', () => {
  const world = useManualWorld({ seeded: true });
  const kasm = () => world.controllers.kasms.at(PLACE)!;
  const agent = (hostname: string) =>
    kasm().data.agents.find(each => each.hostname === hostname);
  const age = (hostname: string) =>
    world.clock.now().getTime() - kasm().lastReport(agent(hostname)!);
  const run = (name: string, strategy: string) =>
    world.harvester.update(MACHINES, AGENTS, name, ({ spec }) => {
      spec.runStrategy = strategy;
    });
  const wish = (each: KasmInstallation) => ({
    userId: each.data.users[0].id,
    imageId: each.data.images[0].id,
  });

  it('has its agents enabled, some sessions and room for more', () => {
    expect(
      kasm().data.agents.map(each => [
        each.hostname,
        each.enabled,
        kasm().status(each),
        each.version,
      ]),
    ).toEqual([
      ['10.0.20.11', true, 'running', '1.18.1'],
      ['10.0.20.12', true, 'running', '1.18.1'],
    ]);
    expect(kasm().data.sessions.map(({ status }) => status)).toEqual([
      'running',
      'running',
      'running',
    ]);
    expect(kasm().slots()).toBe(9);
    expect(kasm().data.zones[0].upstreamAuthAddress).toBe(
      'kasm.sandbox.localhost',
    );
  });

  it('hears of its agents twice a minute, until their machine or the manager is away', async () => {
    kasm();
    await world.clock.advance(600_000);
    expect(age('10.0.20.11')).toBeLessThan(30_000);

    run('kasm-agent-1', 'Halted');
    await world.clock.advance(90_000);
    expect(age('10.0.20.11')).toBeGreaterThan(60_000);
    expect(kasm().status(agent('10.0.20.11')!)).toBe('missing');
    expect(age('10.0.20.12')).toBeLessThan(30_000);
    expect(kasm().slots()).toBeLessThan(7);

    // Containers do not outlive their machine; the record of the agent does.
    run('kasm-agent-1', 'RerunOnFailure');
    await world.clock.advance(60_000);
    expect(age('10.0.20.11')).toBeLessThan(30_000);
    expect(kasm().data.agents).toHaveLength(2);
    expect(
      kasm().data.sessions.every(
        ({ agentId }) => agentId === agent('10.0.20.12')!.id,
      ),
    ).toBe(true);

    world.rke2.update(
      'deployments.apps',
      'kasm',
      'kasm-manager-default-deployment',
      ({ spec }) => {
        spec.replicas = 0;
      },
    );
    await world.clock.advance(120_000);
    expect(age('10.0.20.12')).toBeGreaterThan(60_000);
    world.rke2.update(
      'deployments.apps',
      'kasm',
      'kasm-manager-default-deployment',
      ({ spec }) => {
        spec.replicas = 1;
      },
    );
    await world.clock.advance(60_000);
    expect(age('10.0.20.12')).toBeLessThan(30_000);
  });

  it('registers new agents disabled, unless told otherwise', async () => {
    kasm();
    const original = world.harvester.get(MACHINES, AGENTS, 'kasm-agent-1')!;
    const add = (name: string) =>
      world.harvester.create({
        apiVersion: 'kubevirt.io/v1',
        kind: 'VirtualMachine',
        metadata: { name, namespace: AGENTS },
        spec: original.spec,
      });
    add('kasm-agent-3');
    await world.clock.advance(5_000);
    expect(agent('10.0.20.13')).toBeUndefined();
    await world.clock.advance(30_000);
    expect(agent('10.0.20.13')).toMatchObject({ enabled: false });
    expect(kasm().pulled(agent('10.0.20.13')!)).toEqual([]);

    const before = kasm().slots();
    kasm().enable(agent('10.0.20.13')!, true);
    expect(kasm().slots()).toBeGreaterThan(before);
    await world.clock.advance(20_000);
    expect(kasm().pulled(agent('10.0.20.13')!)).toHaveLength(2);

    const setting = kasm().data.settings.find(
      ({ name }) => name === AUTO_ENABLE.name,
    )!;
    setting.value = true;
    add('kasm-agent-4');
    await world.clock.advance(30_000);
    expect(agent('10.0.20.14')).toMatchObject({ enabled: true });
    // A record without a machine stays, as in Kasm.
    world.harvester.delete(MACHINES, AGENTS, 'kasm-agent-4');
    await world.clock.advance(90_000);
    expect(kasm().status(agent('10.0.20.14')!)).toBe('missing');
  });

  it('knows an agent again whose machine is made anew with its old disk', async () => {
    const [first] = kasm().data.agents;
    const { metadata, spec } = world.harvester.get(
      MACHINES,
      AGENTS,
      'kasm-agent-1',
    )!;
    world.harvester.delete(MACHINES, AGENTS, 'kasm-agent-1');
    await world.clock.advance(120_000);
    expect(kasm().status(agent('10.0.20.11')!)).toBe('missing');

    const { name, namespace, labels, annotations } = metadata;
    world.harvester.create({
      apiVersion: 'kubevirt.io/v1',
      kind: 'VirtualMachine',
      metadata: { name, namespace, labels, annotations },
      spec,
    });
    await world.clock.advance(60_000);
    expect(kasm().data.agents).toHaveLength(2);
    expect(agent('10.0.20.11')).toMatchObject({ id: first.id, enabled: true });
    expect(kasm().status(first)).toBe('running');
  });

  it('starts sessions while there is room and ends them when nobody is there', async () => {
    const session = kasm().request(wish(kasm()));
    const status = () =>
      kasm().data.sessions.find(({ id }) => id === session.id)?.status;
    expect(status()).toBe('requested');
    await world.clock.advance(3000);
    expect(status()).toBe('starting');
    expect(kasm().progress(session)).toBeGreaterThan(0);
    await world.clock.advance(5000);
    expect(status()).toBe('running');

    await world.clock.advance(3_000_000);
    kasm().keepAlive(session);
    await world.clock.advance(3_000_000);
    expect(status()).toBe('running');
    await world.clock.advance(700_000);
    expect(status()).toBeUndefined();
    // Those who are there are not thrown out.
    expect(kasm().data.sessions).toHaveLength(3);

    const stopped = kasm().request(wish(kasm()));
    await world.clock.advance(10_000);
    kasm();
    kasm().stop(stopped);
    const room = kasm().slots();
    await world.clock.advance(5000);
    expect(kasm().data.sessions).toContainEqual(
      expect.objectContaining({ id: stopped.id, status: 'stopped' }),
    );
    expect(kasm().slots()).toBe(room + 1);
    kasm().destroy(stopped);
    await world.clock.advance(5000);
    while (kasm().slots() > 0) kasm().request(wish(kasm()));
    expect(() => kasm().request(wish(kasm()))).toThrow(
      /No resources are available .* No Agent slots available/,
    );
  });

  it('keeps its data over restarts and loses them with its database', async () => {
    const before = kasm().data;
    for (const { metadata } of world.rke2.list('pods', {
      namespace: 'kasm',
    })) {
      world.rke2.delete('pods', 'kasm', metadata.name);
    }
    await world.clock.advance(60_000);
    expect(kasm().data).toBe(before);

    world.rke2.delete('clusters.postgresql.cnpg.io', 'database', 'kasm-pg');
    await world.clock.advance(5000);
    expect(world.controllers.kasms.at(PLACE)).toBeUndefined();
    expect(
      world.controllers.kasms.at({ namespace: 'x', release: 'y' }),
    ).toBeUndefined();
  });
});

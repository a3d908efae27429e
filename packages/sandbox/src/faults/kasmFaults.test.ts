import { developerApi } from '../publicHost/developerApi/developerApi';
import { SEEDED } from '../world/SeededDeployment';
import { useManualWorld } from '../world/useManualWorld';
import type { Injection } from './FaultRegistry';
import { installationOf } from './installation';
import { kasmFaults } from './kasmFaults';

const PLACE = { namespace: SEEDED.namespace, release: SEEDED.release };
const KEY = {
  api_key: 'sandbox-admin-key',
  api_key_secret: 'sandbox-admin-key-secret',
};

describe('faults inside Kasm', () => {
  const world = useManualWorld({ seeded: true });
  let injection: Injection;

  const inject = (id: string) => {
    injection = kasmFaults
      .find(fault => fault.id === id)!
      .inject(world.controllers, installationOf(world.controllers));
  };
  const raw = (name: string, asked: object = {}) =>
    developerApi(
      {
        method: 'POST',
        path: `/api/public/${name}`,
        body: JSON.stringify({ ...KEY, ...asked }),
      },
      world.controllers.kasms.at(PLACE),
      world.clock.now(),
    )!;
  const ask = (name: string, asked: object = {}) =>
    JSON.parse(raw(name, asked).body);
  const agents = () => ask('get_agents').agents;
  const slots = () => world.controllers.kasms.at(PLACE)!.slots();
  const request = () =>
    ask('request_kasm', {
      user_id: ask('get_users').users[0].user_id,
      image_id: ask('get_images').images[0].image_id,
    });
  /** Nothing that a finding reads is wrong. */
  const expectHealthy = async () => {
    await world.clock.advance(20_000);
    expect(
      agents().map((each: any) => [
        each.hostname,
        each.status,
        each.enabled,
        each.memory_override,
        each.cores_override,
      ]),
    ).toEqual(
      expect.arrayContaining([
        ['10.0.20.11', 'running', true, 0, 16],
        ['10.0.20.12', 'running', true, 0, 16],
      ]),
    );
    expect(agents()).toHaveLength(2);
    expect(slots()).toBeGreaterThanOrEqual(9);
    expect(ask('get_zones').zones[0]).toMatchObject({
      upstream_auth_address: 'kasm.sandbox.localhost',
      proxy_port: 443,
    });
    const { images } = ask('get_images');
    expect(images.every((each: any) => !each.enabled || each.available)).toBe(
      true,
    );
    expect(
      ask('get_kasms').kasms.map((each: any) => each.operational_status),
    ).not.toContain('starting');
    expect(ask('get_licenses').licenses).toEqual([]);
    expect(
      ask('get_agent_report').agents.every(
        (each: any) => each.disk_space_free / each.disk_space > 0.15,
      ),
    ).toBe(true);
  };

  it('agent-unreachable-from-proxy: a name that the proxy cannot resolve', async () => {
    inject('agent-unreachable-from-proxy');
    expect(agents()[0].hostname).toBe('kasm-agent-1.agents.internal');
    const [proxy] = world.rke2.list('pods', {
      namespace: 'kasm',
      labels: { 'app.kubernetes.io/component': 'proxy' },
    });
    expect(
      JSON.stringify(
        world.rke2.logs.read(
          'kasm',
          proxy.metadata.name,
          proxy.spec.containers[0].name,
          false,
        ),
      ),
    ).toContain('no resolver defined to resolve kasm-agent-1.agents.internal');
    // Its room is the largest, so the next session goes there and does not start.
    const started = [request(), request()].map(each => each.kasm_id);
    await world.clock.advance(200_000);
    expect(ask('get_kasms').kasms).toContainEqual(
      expect.objectContaining({
        kasm_id: expect.stringMatching(started.join('|')),
        operational_status: 'starting',
        operational_message: expect.stringContaining('Failed to contact agent'),
      }),
    );
    injection.heal();
    await world.clock.advance(10_000);
    started.forEach(id => ask('destroy_kasm', { kasm_id: id }));
    await expectHealthy();
  });

  it('agent-unreachable-from-proxy.masquerade: the pod network', async () => {
    const card = () => {
      const { domain, networks } = world.harvester.get(
        'virtualmachineinstances.kubevirt.io',
        'kasm-agents',
        'kasm-agent-1',
      )!.spec;
      return [domain.devices.interfaces[0], networks[0]];
    };
    const before = card();
    inject('agent-unreachable-from-proxy.masquerade');
    await world.clock.advance(30_000);
    expect(card()).toEqual([
      expect.objectContaining({ masquerade: {} }),
      { name: 'default', pod: {} },
    ]);
    expect(agents()[0]).toMatchObject({
      hostname: '10.0.2.2',
      status: 'running',
    });
    injection.heal();
    await world.clock.advance(30_000);
    expect(card()).toEqual(before);
    await expectHealthy();
  });

  it('agent-not-registered: the machine runs, Kasm does not know it', async () => {
    inject('agent-not-registered');
    await world.clock.advance(120_000);
    expect(agents().map((each: any) => each.hostname)).toEqual(['10.0.20.12']);
    expect(
      world.harvester.get(
        'virtualmachines.kubevirt.io',
        'kasm-agents',
        'kasm-agent-1',
      )!.status.printableStatus,
    ).toBe('Running');
    injection.heal();
    await expectHealthy();
  });

  it('agent-lost: no check-in for minutes', async () => {
    inject('agent-lost');
    expect(agents()[0].status).toBe('missing');
    const silent =
      world.clock.now().getTime() -
      Date.parse(`${agents()[0].last_reported.replace(' ', 'T')}Z`);
    expect(silent).toBeGreaterThanOrEqual(5 * 60_000);
    injection.heal();
    await expectHealthy();
  });

  it('agent-disabled, agent-overrides-implausible, agent-disk-full', async () => {
    inject('agent-disabled');
    expect(agents()[0]).toMatchObject({ enabled: false, status: 'running' });
    injection.heal();

    inject('agent-overrides-implausible');
    expect(agents()[0].memory_override).toBeLessThan(1024 ** 3);
    expect(agents()[0].memory_override).toBeGreaterThan(0);
    expect(agents()[0].cores_override).toBeGreaterThan(16 * agents()[0].cores);
    injection.heal();

    inject('agent-disk-full');
    const [{ disk_space_free: free, disk_space: all }] =
      ask('get_agent_report').agents;
    expect(free / all).toBeLessThan(0.05);
    injection.heal();
    await expectHealthy();
  });

  it('agents-full and licence-exhausted: nobody gets a session', async () => {
    inject('agents-full');
    expect(slots()).toBe(0);
    expect(request().error_message).toContain('No resources are available');
    injection.heal();
    await world.clock.advance(10_000);

    inject('licence-exhausted');
    const [licence] = ask('get_licenses').licenses;
    expect(licence.limit).toBe(3);
    expect(
      Date.parse(licence.expiration) - world.clock.now().getTime(),
    ).toBeLessThan(14 * 86_400_000);
    expect(request().error_message).toContain('licensed sessions');
    injection.heal();
    await expectHealthy();
  });

  it('zone-misaddressed and workspace-image-unavailable', async () => {
    inject('zone-misaddressed');
    expect(ask('get_zones').zones[0]).toMatchObject({
      upstream_auth_address: '',
      proxy_port: 8443,
    });
    injection.heal();

    inject('workspace-image-unavailable');
    expect(ask('get_images').images[0]).toMatchObject({
      enabled: true,
      available: false,
    });
    expect(request().error_message).toContain('No Agent has the image');
    injection.heal();
    await expectHealthy();
  });

  it('sessions-stuck: three that do not start, with room and without', async () => {
    const stuck = () =>
      ask('get_kasms').kasms.filter(
        (each: any) =>
          ['requested', 'starting'].includes(each.operational_status) &&
          world.clock.now().getTime() - Date.parse(`${each.created_date}Z`) >
            3 * 60_000,
      );
    inject('sessions-stuck');
    expect(stuck()).toHaveLength(3);
    expect(stuck()[0].operational_message).toContain('timed out');
    await world.clock.advance(60_000);
    expect(stuck()).toHaveLength(3);
    injection.heal();
    await expectHealthy();

    inject('agents-full');
    const { heal } = injection;
    inject('sessions-stuck');
    expect(stuck()).toHaveLength(3);
    injection.heal();
    heal();
    await expectHealthy();
  });

  it('kasm-api-erratic: 500, error_message and a page in turn', async () => {
    inject('kasm-api-erratic');
    const answers = Array.from({ length: 9 }, () => raw('get_zones'));
    expect(answers.filter(({ status }) => status === 500)).toHaveLength(1);
    expect(
      answers.filter(({ body }) => body.includes('error_message')),
    ).toHaveLength(1);
    expect(
      answers.filter(
        ({ status, type }) => status === 200 && type === 'text/html',
      ),
    ).toHaveLength(1);
    injection.heal();
    await expectHealthy();
  });

  it('source-blind.kasm-api and versions-differ.agent', async () => {
    inject('source-blind.kasm-api');
    expect(raw('get_zones')).toMatchObject({
      status: 403,
      body: JSON.stringify({ error_message: 'Unauthorized' }),
    });
    injection.heal();
    inject('versions-differ.agent');
    expect(agents()[0].agent_version).toBe('1.17.0');
    injection.heal();
    expect(agents()[0].agent_version).toBe('1.18.1');
    await expectHealthy();
  });
});

import { mockServices } from '@backstage/backend-test-utils';
import {
  createKasmApis,
  readKasmConfig,
  type KasmApis,
} from '@kasm-portal/backstage-plugin-kasm-node';
import { startSandbox, type Sandbox } from 'sandbox';
import { eventually } from '../__testUtils__/startPortal';
import { evaluate } from '../evaluate/evaluate';
import { healthyObservation } from '../evaluate/__fixtures__/healthyObservation';
import type { DeploymentFacts } from '../observation/Observation';
import { watchKasmApi, type KasmSource } from './kasmApi';
import { CallGate } from './kasmApi/CallGate';

jest.setTimeout(60_000);

const HOST = 'kasm.sandbox.localhost';

let sandbox: Sandbox;
let apis: KasmApis;
let changes = 0;
const open: KasmSource[] = [];

beforeAll(async () => {
  sandbox = await startSandbox({
    ports: { rke2: 0, harvester: 0, kasm: 0, control: 0 },
    speed: 50,
  });
  const config = readKasmConfig(
    mockServices.rootConfig({
      data: {
        kasm: {
          clusters: [
            {
              name: 'rke2',
              roles: ['controlPlane'],
              namespaces: ['kasm'],
              domains: ['sandbox.localhost'],
              ingress: {
                address: '127.0.0.1',
                port: sandbox.kasmPort,
                ca: sandbox.ca,
              },
              reader: { server: 'https://127.0.0.1:1', token: 'none' },
            },
          ],
          kasmApis: [
            {
              deployment: 'rke2/workspaces',
              host: HOST,
              read: { key: 'sandbox-key', secret: 'sandbox-key-secret' },
              interval: 1,
            },
          ],
        },
      },
    }),
  );
  apis = createKasmApis(config!);
});
afterEach(async () => {
  sandbox.heal();
  await Promise.all(open.splice(0).map(source => source.stop()));
});
afterAll(async () => {
  await apis?.close();
  await sandbox?.stop();
});

function watch(
  change: Partial<DeploymentFacts> = {},
  last?: KasmSource,
): KasmSource {
  changes = 0;
  const source = watchKasmApi({
    apis,
    gate: new CallGate(2),
    deployment: { ...healthyObservation().deployment, ...change },
    last,
    changed: () => {
      changes += 1;
    },
  });
  open.push(source);
  return source;
}

const becomes = (source: KasmSource, state: string) =>
  eventually(
    async () => source.sighting(),
    sighting => sighting.state === state,
    15_000,
  );

describe('the source of Kasm’s API', () => {
  it('tells agents with what their sessions take, sessions, workspaces and zones', async () => {
    const { facts, reason } = await becomes(watch(), 'ok');

    expect(reason).toBeUndefined();
    expect(facts?.unread).toEqual([]);
    expect(facts?.agents).toHaveLength(2);
    expect(facts?.agents?.[0]).toMatchObject({
      hostname: expect.stringMatching(/^10\./),
      enabled: true,
      status: 'running',
      zone: 'default',
      version: '1.18.1',
      lastCheckIn: expect.stringMatching(/T.*Z$/),
      disk: { total: expect.any(Number), free: expect.any(Number) },
    });
    const sessions = facts?.sessions ?? [];
    expect(sessions.length).toBeGreaterThan(0);
    const taken = (of: 'cores' | 'memory') =>
      sessions.reduce((sum, session) => sum + session[of]!, 0);
    const agents = facts!.agents!;
    expect(agents.reduce((sum, one) => sum + one.coresUsed!, 0)).toBe(
      taken('cores'),
    );
    expect(agents.reduce((sum, one) => sum + one.memoryUsed!, 0)).toBe(
      taken('memory'),
    );
    expect(facts?.images).toContainEqual(
      expect.objectContaining({
        name: 'Chrome',
        enabled: true,
        available: true,
      }),
    );
    expect(facts?.zones).toEqual([
      expect.objectContaining({
        name: 'default',
        upstreamAuthAddress: HOST,
        proxyPort: sandbox.kasmPort,
      }),
    ]);
    expect(facts?.licences).toEqual([]);
  });

  it('keeps to itself who uses the sessions, and what opens them', async () => {
    const source = watch();
    const { facts } = await becomes(source, 'ok');

    const said = JSON.stringify(facts);
    expect(said).not.toMatch(/@|token|password|username/);
    const people = source.people() ?? [];
    expect(people.map(({ id }) => id).sort()).toEqual(
      facts?.sessions?.map(({ id }) => id),
    );
    expect(people[0].person?.user).toMatch(/@example\.com$/);
    expect(JSON.stringify(people)).not.toMatch(/token|password/);
  });

  it('says nothing new while nothing new happens, and reads on', async () => {
    const source = watch();
    const first = await becomes(source, 'ok');
    const before = changes;

    const later = await eventually(
      async () => source.sighting(),
      ({ seen, facts }) =>
        seen! > first.seen! &&
        facts!.agents![0].lastCheckIn !== first.facts!.agents![0].lastCheckIn,
      15_000,
    );

    expect(changes).toBe(before);
    expect(later.facts?.calls.made).toBeGreaterThan(first.facts!.calls.made);
    expect(later.facts?.calls.failed).toBe(0);
  });

  it('names the permission when the key is refused, keeps what it knew, and recovers', async () => {
    const source = watch();
    await becomes(source, 'ok');
    sandbox.inject('source-blind.kasm-api');

    const blind = await becomes(source, 'forbidden');

    expect(blind.reason).toContain('Sessions View');
    expect(blind.facts?.unread).toContainEqual({
      list: 'agents',
      forbidden: true,
      reason: expect.stringContaining('Agents View'),
    });
    expect(blind.facts?.images).not.toEqual([]);
    sandbox.heal();
    expect((await becomes(source, 'ok')).facts?.unread).toEqual([]);
  });

  it('counts what an unreliable Kasm answers wrongly, and goes on', async () => {
    const source = watch();
    sandbox.inject('kasm-api-erratic');

    const { state, facts } = await eventually(
      async () => source.sighting(),
      sighting => (sighting.facts?.calls.failed ?? 0) >= 3,
      20_000,
    );

    expect(state).toBe('ok');
    expect(facts?.agents).toHaveLength(2);
  });

  it('is unreachable while nobody answers, with what it knew before', async () => {
    const source = watch();
    await becomes(source, 'ok');
    sandbox.inject('traefik-down');

    const blind = await becomes(source, 'unreachable');

    expect(blind.reason).toMatch(/^Kasm API of rke2\/workspaces: get_kasms: /);
    expect(blind.facts?.agents).toHaveLength(2);
  });

  it('goes on where another left off', async () => {
    const first = watch();
    await becomes(first, 'ok');

    const second = watch({ title: 'Renamed' }, first);

    expect(second.sighting().state).toBe('ok');
    expect(second.sighting().facts?.agents).toHaveLength(2);
  });

  it('is not there without a key, for another host, or when retired', async () => {
    const reasonOf = (change: Partial<DeploymentFacts>) =>
      watch(change).sighting();

    expect(reasonOf({ name: 'other' })).toMatchObject({
      state: 'notConfigured',
      reason: expect.stringContaining('kasm.kasmApis'),
    });
    expect(reasonOf({ host: 'kasm.elsewhere.localhost' })).toMatchObject({
      state: 'notConfigured',
      reason: expect.stringContaining(`bound to ${HOST}`),
    });
    expect(reasonOf({ state: 'retired' }).state).toBe('notConfigured');
  });

  it('ends within a second', async () => {
    const source = watch();
    const began = Date.now();

    await source.stop();

    expect(Date.now() - began).toBeLessThan(1000);
  });

  it('lets nothing of them through in what Kasm says of sessions that do not start', async () => {
    const source = watch();
    sandbox.inject('sessions-stuck');

    const kasmApi = await eventually(
      async () => source.sighting(),
      ({ facts }) =>
        facts?.sessions?.some(({ message }) =>
          /timed out/.test(message ?? ''),
        ) ?? false,
      15_000,
    );
    const status = evaluate({ ...healthyObservation(), kasmApi }, new Date());

    const stuck = status.findings.find(({ id }) => id === 'sessions-stuck');
    expect(stuck?.title).toBe('3 sessions do not start');
    expect(stuck?.evidence[0]).toContain('timed out');
    const said = JSON.stringify([status, kasmApi]);
    for (const { person } of source.people()!) {
      expect(said).not.toContain(person!.user!);
    }
    expect(said).not.toMatch(/@example|192\.0\.2\.17/);
  });
});

import { connect } from 'node:tls';
import { request } from 'node:https';
import type { StoredObject } from '../apiserver/ClusterStore';
import type { Sandbox } from '../Sandbox';
import { startSandbox } from '../startSandbox';
import { FAULTS } from './FaultDescription';

jest.setTimeout(150_000);

const DEADLINE = 60_000;
/** How long an API that hangs is waited for. */
const PATIENCE = 1000;
const HOST = 'kasm.sandbox.localhost';

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox({
    ports: { rke2: 0, harvester: 0, kasm: 0, control: 0 },
    speed: 30,
  });
});

afterEach(() => sandbox?.heal());
afterAll(() => sandbox?.stop());

/** Looks until the question has its answer. */
async function eventually<T>(
  ask: () => T | Promise<T>,
  wanted: (answer: T) => boolean,
): Promise<T> {
  const until = Date.now() + DEADLINE;
  for (;;) {
    const answer = await ask();
    if (wanted(answer)) return answer;
    if (Date.now() > until) {
      throw new Error(`still ${JSON.stringify(answer, null, 2)}`);
    }
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}

const rke2 = () => sandbox.clusters.rke2.store;
const apiPod = () =>
  rke2().list('pods', {
    namespace: 'kasm',
    labels: { 'app.kubernetes.io/component': 'api' },
  })[0];
const database = () =>
  rke2().get('clusters.postgresql.cnpg.io', 'database', 'kasm-pg')!;
const isHealthy = ({ status }: StoredObject) =>
  status.phase === 'Cluster in healthy state' && status.readyInstances === 3;

function get(
  url: string,
  headers: Record<string, string> = {},
  timeout = DEADLINE,
): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const { hostname, port, pathname } = new URL(url);
    const sent = request(
      {
        host: '127.0.0.1',
        servername: hostname === '127.0.0.1' ? '' : hostname,
        port,
        path: pathname,
        ca: sandbox.ca,
        agent: false,
        timeout,
        headers: { host: HOST, ...headers },
        rejectUnauthorized: false,
      },
      async response => {
        let body = '';
        for await (const chunk of response) body += chunk;
        resolve({ status: response.statusCode ?? 0, body });
      },
    );
    sent.on('timeout', () => sent.destroy(new Error('no answer')));
    sent.on('error', reject);
    sent.end();
  });
}

const health = () =>
  get(`https://${HOST}:${sandbox.kasmPort}/api/__healthcheck`);

function servedUntil(): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = connect(
      {
        host: '127.0.0.1',
        port: sandbox.kasmPort,
        servername: HOST,
        rejectUnauthorized: false,
      },
      () => {
        resolve(Date.parse(socket.getPeerCertificate().valid_to));
        socket.destroy();
      },
    );
    socket.on('error', reject);
  });
}

describe('the faults', () => {
  it('are those that are documented, none of them active at first', () => {
    expect(sandbox.faults().map(({ id }) => id)).toEqual(
      FAULTS.map(({ id }) => id),
    );
    expect(sandbox.faults().filter(({ active }) => active)).toEqual([]);
    expect(() => sandbox.inject('nope')).toThrow(
      /no fault 'nope'.*pod-crash-looping.*harvester-api-forbidden/,
    );
    expect(() => sandbox.inject('agent-vm-down', 'nobody')).toThrow(
      "Deployment 'nobody' has no agent VM",
    );
  });

  it('agent-vm-down stops one VM until it is healed', async () => {
    const machine = () =>
      sandbox.clusters.harvester.store.get(
        'virtualmachines.kubevirt.io',
        'kasm-agents',
        'kasm-agent-1',
      )!.status.printableStatus;
    sandbox.inject('agent-vm-down');
    await eventually(machine, status => status !== 'Running');
    sandbox.heal('agent-vm-down');
    expect(await eventually(machine, status => status === 'Running')).toBe(
      'Running',
    );
  });

  it('pod-crash-looping takes the API down with a database error in its log', async () => {
    expect((await health()).status).toBe(200);
    sandbox.inject('pod-crash-looping');
    await eventually(
      () => apiPod().status.containerStatuses[0],
      status =>
        status.restartCount > 0 &&
        status.state.waiting?.reason === 'CrashLoopBackOff',
    );
    expect((await health()).status).toBe(502);
    const { metadata } = apiPod();
    const log = await get(
      `${sandbox.clusters.rke2.url}/api/v1/namespaces/kasm/pods/${metadata.name}/log`,
      { authorization: 'Bearer sandbox-reader' },
    );
    expect(log.body).toMatch(/connection to server at .* failed/);
    sandbox.heal();
    await eventually(health, ({ status }) => status === 200);
  });

  it('database-degraded leaves two instances until it is healed', async () => {
    const { currentPrimary } = (await eventually(database, isHealthy)).status;
    sandbox.inject('database-degraded');
    const hurt = await eventually(database, each => !isHealthy(each));
    expect(hurt.status.currentPrimary).toBe(currentPrimary);
    await eventually(database, ({ status }) => status.readyInstances === 2);
    sandbox.heal();
    await eventually(database, isHealthy);
  });

  it('database-failover makes another instance the primary', async () => {
    await eventually(database, isHealthy);
    const before = database().status.currentPrimary;
    sandbox.inject('database-failover');
    const healed = await eventually(
      database,
      cluster => cluster.status.currentPrimary !== before && isHealthy(cluster),
    );
    expect(healed.status.currentPrimary).toMatch(/^kasm-pg-\d$/);
    // It is over by itself, and can be asked for again.
    const second = healed.status.currentPrimary;
    sandbox.inject('database-failover');
    await eventually(
      database,
      cluster => cluster.status.currentPrimary !== second && isHealthy(cluster),
    );
  });

  it('certificate-expiring serves an expired certificate until it is healed', async () => {
    const ready = () =>
      rke2()
        .get(
          'certificates.cert-manager.io',
          'kasm',
          'kasm-sandbox-localhost-tls',
        )!
        .status.conditions.find(
          ({ type }: { type: string }) => type === 'Ready',
        ).status;
    expect(await servedUntil()).toBeGreaterThan(Date.now());
    sandbox.inject('certificate-expiring');
    await eventually(servedUntil, until => until < Date.now());
    expect(ready()).toBe('False');
    sandbox.heal();
    await eventually(servedUntil, until => until > Date.now());
    await eventually(ready, status => status === 'True');
  });

  it('traefik-timeout-short changes the arguments of Traefik', async () => {
    const timeouts = () =>
      rke2()
        .get('daemonsets.apps', 'kube-system', 'rke2-traefik')!
        .spec.template.spec.containers[0].args.filter((each: string) =>
          each.includes('websecure.transport.respondingTimeouts.readTimeout'),
        )
        .pop();
    expect(timeouts()).toMatch(/=1800s$/);
    sandbox.inject('traefik-timeout-short');
    await eventually(timeouts, each => each?.endsWith('=60s'));
    sandbox.heal();
    await eventually(timeouts, each => each?.endsWith('=1800s'));
  });

  it.each(['rke2', 'harvester'] as const)(
    'the API of %s refuses, hangs, answers 401 and 403',
    async cluster => {
      const ask = () =>
        get(
          `${sandbox.clusters[cluster].url}/api/v1/namespaces`,
          { authorization: 'Bearer sandbox-admin' },
          PATIENCE,
        ).then(
          ({ status }) => String(status),
          error => error.code ?? error.message,
        );
      await eventually(ask, answer => answer === '200');
      sandbox.inject(`${cluster}-api-refuses`);
      await eventually(ask, answer => answer === 'ECONNREFUSED');
      sandbox.inject(`${cluster}-api-hangs`);
      await eventually(ask, answer => answer === 'no answer');
      sandbox.inject(`${cluster}-api-unauthorized`);
      await eventually(ask, answer => answer === '401');
      sandbox.inject(`${cluster}-api-forbidden`);
      await eventually(ask, answer => answer === '403');
      sandbox.heal();
      expect(await eventually(ask, answer => answer === '200')).toBe('200');
    },
  );
});

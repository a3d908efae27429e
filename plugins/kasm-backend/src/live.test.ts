import type { StatusDocument } from '@kasm-portal/backstage-plugin-kasm-common';
import { startSandbox, type Sandbox } from 'sandbox';
import {
  eventually,
  startPortal,
  type Portal,
} from './__testUtils__/startPortal';

// A cold start compiles half of Backstage.
jest.setTimeout(60_000);

/** A person must see a break, and its end, within so many milliseconds. */
const SEEN_WITHIN = 2000;

describe('a live deployment', () => {
  let sandbox: Sandbox;
  let portal: Portal;

  const document = async (): Promise<StatusDocument> =>
    (await portal.get('/v1/deployments/rke2/workspaces')).body;
  const findings = ({ findings: all }: StatusDocument) =>
    all.map(({ id }) => id);

  beforeAll(async () => {
    sandbox = await startSandbox({
      ports: { rke2: 0, harvester: 0, kasm: 0, control: 0 },
    });
    portal = await startPortal({ sandbox });
    await eventually(document, ({ health }) => health === 'healthy', 20_000);
  });
  afterAll(async () => {
    await portal?.stop();
    await sandbox?.stop();
  });

  it('is seen as it is', async () => {
    const { body, headers } = await portal.get(
      '/v1/deployments/rke2/workspaces',
    );

    expect(body).toMatchObject({
      deployment: {
        url: `https://kasm.${sandbox.domain}:${sandbox.kasmPort}/`,
      },
      database: { ready: 3, desired: 3 },
      agents: { ready: 2, desired: 2 },
      ingress: {
        endpoint: { rootStatus: 200, apiHealthy: true, httpVersion: '2' },
        timeouts: { readTimeout: 1800, from: 'argument' },
      },
    });
    expect(body.controlPlane.components).toHaveLength(6);
    // Two are known to people only, and PostgreSQL 14 has ended though Kasm 1.18 needs it.
    expect(
      body.checks
        .filter(({ result }: { result: string }) => result !== 'pass')
        .map(({ id, result }: { id: string; result: string }) => [id, result]),
    ).toEqual([
      ['backup-restored-once', 'unknown'],
      ['postgres-supported', 'fail'],
      ['session-works', 'unknown'],
    ]);
    expect(Number(headers['content-length'])).toBeLessThan(7 * 1024);
  });

  it('tells when its sources were last heard, though nothing changed', async () => {
    const before = await document();
    const after = await eventually(
      document,
      ({ sources }) => sources.endpoint?.seen !== before.sources.endpoint?.seen,
      40_000,
    );
    expect(after.revision).toBe(before.revision);
    expect(Date.parse(after.sources.endpoint!.seen!)).toBeGreaterThan(
      Date.parse(before.sources.endpoint!.seen!),
    );
  });

  const traefikArguments = () =>
    JSON.stringify(
      sandbox.clusters.rke2.store.get(
        'daemonsets.apps',
        'kube-system',
        'rke2-traefik',
      )?.spec.template,
    );

  describe.each<
    [
      string,
      (status: StatusDocument) => boolean,
      /** Where the cluster itself takes a while: when it has happened there. */
      (() => boolean)?,
    ]
  >([
    [
      'agent-vm-down',
      ({ agents }) => agents?.ready === 1 && agents.desired === 2,
    ],
    [
      'pod-crash-looping',
      status => findings(status).includes('pod-crash-looping'),
    ],
    ['database-degraded', ({ database }) => database?.ready === 2],
    [
      'database-failover',
      ({ database }) => (database?.ready ?? 3) < 3 || !database?.primary,
    ],
    [
      'certificate-expiring',
      ({ ingress }) => ingress?.endpoint?.served?.trusted === false,
    ],
    [
      'traefik-timeout-short',
      status => findings(status).includes('traefik-timeout-short'),
      () => traefikArguments().includes('readTimeout=60s'),
    ],
    [
      'rke2-api-hangs',
      ({ sources }) => sources.controlPlane?.state === 'unreachable',
    ],
    [
      'rke2-api-refuses',
      ({ sources }) => sources.database?.state === 'unreachable',
    ],
    [
      'rke2-api-unauthorized',
      ({ sources }) => sources.controlPlane?.state === 'unauthenticated',
    ],
    [
      'rke2-api-forbidden',
      ({ sources }) => sources.controlPlane?.state === 'forbidden',
    ],
    [
      'harvester-api-hangs',
      ({ sources }) => sources.agentVms?.state === 'unreachable',
    ],
    [
      'harvester-api-forbidden',
      ({ sources }) => sources.agentVms?.state === 'forbidden',
    ],
  ])('%s', (fault, isSeen, hasHappened = () => true) => {
    afterEach(async () => {
      sandbox.heal();
      await eventually(
        document,
        status => status.health === 'healthy' && !isSeen(status),
        30_000,
      );
    });

    it('is seen in time', async () => {
      // One that breaks again within a second of its return is asked ever more seldom, as it should be.
      const from = Date.now();
      await eventually(
        async () => Date.now() - from,
        waited => waited > (fault.includes('-api-') ? 1_500 : 0),
      );
      const before = await document();
      sandbox.inject(fault);
      await eventually(
        async () => hasHappened(),
        happened => happened,
        20_000,
      );

      const status = await eventually(document, isSeen, SEEN_WITHIN);

      expect(status.revision).not.toBe(before.revision);
    });
  });

  it('tells open pages that something changed, and nothing more', async () => {
    const before = portal.events.length;
    sandbox.inject('database-degraded');
    const signals = await eventually(
      async () =>
        portal.events
          .slice(before)
          .filter(({ topic }) => topic === 'signals')
          .map(({ eventPayload }) => eventPayload),
      payloads => payloads.length > 0,
      SEEN_WITHIN,
    );
    sandbox.heal();

    for (const payload of signals) {
      expect(payload).toEqual({
        recipients: { type: 'broadcast' },
        channel: 'kasm',
        message: { revision: expect.stringMatching(/^[0-9a-f]{16}$/) },
      });
    }
    await eventually(document, ({ health }) => health === 'healthy', 30_000);
  });

  it('reads why a component crashes from its log, and shows one line', async () => {
    sandbox.inject('pod-crash-looping');
    const status = await eventually(
      document,
      found =>
        found.findings.some(
          ({ id, evidence }) =>
            id === 'pod-crash-looping' &&
            evidence.some(line => /connection to server|host name/.test(line)),
        ),
      5000,
    );
    const log = await portal.get(
      '/v1/deployments/rke2/workspaces/logs/api?tail=20',
    );
    sandbox.heal();

    expect(status.health).not.toBe('healthy');
    expect(log.status).toBe(200);
    expect(log.body.component).toBe('api');
    expect(
      log.body.pods.flatMap(({ lines }: { lines: string[] }) => lines).length,
    ).toBeGreaterThan(0);
    await eventually(document, ({ health }) => health === 'healthy', 30_000);
  });

  it('shows no secret of the cluster', async () => {
    const values = sandbox.clusters.rke2.store
      .list('secrets')
      .flatMap(({ data }) => Object.values<string>(data ?? {}))
      .map(value => Buffer.from(value, 'base64').toString())
      .filter(value => value.length >= 12);
    const { text } = await portal.get('/v1/deployments/rke2/workspaces');
    const logs = await portal.get(
      '/v1/deployments/rke2/workspaces/logs/api?tail=500',
    );

    expect(values.length).toBeGreaterThan(0);
    for (const value of values) {
      expect(text).not.toContain(value);
      expect(logs.text).not.toContain(value);
      expect(portal.logs.join('\n')).not.toContain(value);
    }
  });
});

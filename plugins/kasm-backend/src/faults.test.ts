import type {
  Finding,
  Severity,
  StatusDocument,
} from '@kasm-portal/backstage-plugin-kasm-common';
import { startSandbox, type Sandbox } from 'sandbox';
import {
  eventually,
  startPortal,
  type Portal,
} from './__testUtils__/startPortal';
import { FINDING_IDS, type FindingId } from './evaluate/findings/ids';

jest.setTimeout(90_000);

/** Waits of the clusters are this much shorter; the portal judges by real clocks. */
const SPEED = 20;
/** Generous: the endpoint of a calm deployment is probed every ten seconds. */
const SEEN_WITHIN = 30_000;
const HEALED_WITHIN = 40_000;
/** Long enough for a trouble to show, and for what is left of one. */
const A_WHILE = 400;
const AFTERWARDS = 250;

/**
 * These depend on, or leave behind, how old things are: new agents have an hour for what old ones are
 * blamed for, and pods that were restarted a moment ago have the newest certificate.
 */
const IN_A_WORLD_OF_ITS_OWN: readonly FindingId[] = [
  'certificate-not-reloaded',
  'agents-none',
];

/** A finding as a fault leads to it: how bad at least, and about what. */
type Shown = [severity: Severity, subject?: RegExp];

const SHOWN: Record<FindingId, Shown> = {
  'cluster-unreachable': ['error', /^rke2$/],
  'source-blind': ['warning', /^agentVms$/],
  'deployment-absent': ['error'],
  'pod-unschedulable': ['error', /^api$/],
  'volume-pending': ['error', /^kasm-pg-/],
  'pod-image-unavailable': ['error', /^api$/],
  'pod-rejected': ['error', /^(api|proxy)$/],
  'database-operator-missing': ['warning'],
  'issuer-not-ready': ['warning', /^vault-issuer$/],
  'database-stopped': ['info'],
  'database-failover': ['info'],
  'database-needs-hands': ['error'],
  'database-disk': ['critical'],
  'database-down': ['critical'],
  'database-bootstrap-stuck': ['error'],
  'database-password-unset': ['error', /^kasm-pg-credentials$/],
  'database-login-refused': ['error'],
  'database-connections-exhausted': ['error'],
  'database-unreachable-from-kasm': ['error'],
  'database-archiving-failing': ['warning'],
  'database-degraded': ['warning'],
  'database-backup-stale': ['warning'],
  'database-backup-misconfigured': ['warning'],
  'database-not-spread': ['warning'],
  'database-major-end-of-life': ['warning'],
  'release-install-refused': ['warning'],
  'release-blocked': ['warning'],
  'release-unsafe-to-rerun': ['warning'],
  'database-not-initialised': ['error'],
  'pod-dependency-missing': ['error', /^api$/],
  'component-missing': ['error', /^rdp-https-gateway$/],
  'pod-crash-looping': ['error', /^api$/],
  'pod-not-ready': ['error', /^api$/],
  'component-start-blocked': ['error', /^manager$/],
  'versions-differ': ['warning'],
  'proxy-exposed': ['warning', /^kasm-proxy-ext$/],
  'certificate-not-issued': ['error'],
  'certificate-expiring': ['critical'],
  'certificate-names-differ': ['error'],
  'certificate-not-reloaded': ['warning'],
  'traefik-down': ['critical'],
  // Until the host was asked again it is not known whether somebody gets an answer.
  'route-not-served': ['error'],
  'route-backend-wrong': ['error'],
  'traefik-timeout-short': ['warning'],
  'dns-wrong': ['error'],
  'endpoint-unreachable': ['critical'],
  'endpoint-untrusted': ['error'],
  'endpoint-failing': ['critical'],
  'agents-none': ['error'],
  // The other agent has room, and Kasm hears from this one.
  'agent-vm-down': ['warning', /^kasm-agent-1$/],
  'agent-vm-blind': ['info', /^kasm-agent-1$/],
  'agent-unreachable-from-proxy': ['error', /^kasm-agent-\d$/],
  'agent-not-registered': ['error', /^kasm-agent-\d$/],
  'agent-lost': ['error', /^kasm-agent-\d$/],
  // It has sessions, as one that is being emptied.
  'agent-disabled': ['info', /^kasm-agent-\d$/],
  'agent-overrides-implausible': ['warning', /^kasm-agent-\d$/],
  'agent-disk-full': ['error', /^kasm-agent-\d$/],
  'agents-full': ['error'],
  'agent-vm-churn': ['error'],
  'zone-misaddressed': ['warning', /^default$/],
  'workspace-image-unavailable': ['warning'],
  'sessions-stuck': ['error'],
  'licence-exhausted': ['error'],
  'kasm-api-erratic': ['warning'],
};

/** Other causes of the same findings. */
const VARIANTS = [
  'agent-unreachable-from-proxy.masquerade',
  'agent-vm-down.crashing',
  'agent-vm-down.image',
  'agent-vm-down.pvc',
  'agent-vm-down.quota',
  'agent-vm-down.unschedulable',
  'certificate-not-issued.ca-too-short',
  'certificate-not-issued.common-name',
  'certificate-not-issued.denied',
  'database-backup-misconfigured.none',
  'database-backup-misconfigured.schedule',
  'database-bootstrap-stuck.locale',
  'database-failover.stuck',
  'database-needs-hands.image-catalog',
  'database-needs-hands.user-action',
  'database-stopped.fenced',
  'database-stopped.unattended',
  'pod-crash-looping.oom',
  'pod-image-unavailable.missing',
  'pod-image-unavailable.unauthorized',
  'pod-rejected.quota',
  'release-blocked.abort',
  'release-blocked.admission',
  'release-install-refused.certificate',
  'release-install-refused.owner',
  'release-install-refused.values',
  'release-unsafe-to-rerun.version',
  'route-backend-wrong.http-8443',
  'route-backend-wrong.untrusted',
  'route-not-served.entry-point',
  'route-not-served.host',
  'route-not-served.transport',
  'source-blind.kasm-api',
  'versions-differ.agent',
];

/** Findings of which no cluster can show a cause, with the reason why. */
const NOT_IN_A_CLUSTER: Partial<Record<FindingId, string>> = {};

/** Faults that the portal shows by another finding than their own today, and why. */
const SHOWN_OTHERWISE: Partial<
  Record<FindingId, { why: string; by: FindingId; shown: Shown }>
> = {};

/** Faults that the portal does not show at all today, and why. */
const NOT_SHOWN: Record<string, string> = {};

/** PostgreSQL 14 is past its end of life, and Kasm 1.18 needs it. */
const isUsual = ({ id, title }: Finding) =>
  id === 'database-major-end-of-life' && /PostgreSQL 14/.test(title);
const unusual = ({ findings }: StatusDocument) =>
  findings.filter(finding => !isUsual(finding));
const isHealthy = (status: StatusDocument) =>
  status.health === 'healthy' && unusual(status).length === 0;

const BY_SEVERITY: readonly Severity[] = [
  'info',
  'warning',
  'error',
  'critical',
];
const shows =
  (id: FindingId, [severity, subject = /^/]: Shown = SHOWN[id]) =>
  (status: StatusDocument): boolean => {
    return unusual(status).some(
      finding =>
        finding.id === id &&
        subject.test(finding.subject ?? '') &&
        BY_SEVERITY.indexOf(finding.severity) >= BY_SEVERITY.indexOf(severity),
    );
  };

/** The finding that a fault's id stands for, whatever its variant. */
const findingOf = (fault: string) => fault.split('.')[0];
const isFinding = (id: string): id is FindingId =>
  (FINDING_IDS as readonly string[]).includes(id);

const pause = (milliseconds: number) =>
  new Promise(resolve => setTimeout(resolve, milliseconds));

describe('faults of the sandbox', () => {
  let sandbox: Sandbox;
  let portal: Portal;

  const document = async (): Promise<StatusDocument> =>
    (await portal.get('/v1/deployments/rke2/workspaces')).body;
  const becomesHealthy = async () => {
    await eventually(document, isHealthy, HEALED_WITHIN);
    // What was healed a moment ago may have something left to show.
    await pause(AFTERWARDS);
    await eventually(document, isHealthy, HEALED_WITHIN);
  };

  const begin = async () => {
    sandbox = await startSandbox({
      ports: { rke2: 0, harvester: 0, kasm: 0, control: 0 },
      speed: SPEED,
    });
    portal = await startPortal({ sandbox });
    await becomesHealthy();
  };
  const end = async () => {
    await portal?.stop();
    await sandbox?.stop();
  };

  beforeAll(begin);
  afterAll(end);

  it('are there for every finding', () => {
    const there = sandbox.faults().map(({ id }) => id);

    expect(
      FINDING_IDS.filter(
        id => !there.includes(id) && NOT_IN_A_CLUSTER[id] === undefined,
      ),
    ).toEqual([]);
    expect(there).toEqual(expect.arrayContaining(Object.keys(NOT_SHOWN)));
    expect(
      there
        .filter(
          id =>
            id.includes('.') && isFinding(findingOf(id)) && !(id in NOT_SHOWN),
        )
        .sort(),
    ).toEqual(VARIANTS);
  });

  describe.each(FINDING_IDS.filter(id => NOT_IN_A_CLUSTER[id] === undefined))(
    '%s',
    id => {
      const alone = IN_A_WORLD_OF_ITS_OWN.includes(id);
      const another = async () => {
        await end();
        await begin();
      };
      beforeEach(async () => {
        if (alone) {
          await another();
        }
      });
      afterEach(async () => {
        if (alone) {
          await another();
          return;
        }
        sandbox.heal();
        await becomesHealthy();
      });

      it('is shown', async () => {
        const otherwise = SHOWN_OTHERWISE[id];
        sandbox.inject(id);

        const status = await eventually(
          document,
          otherwise ? shows(otherwise.by, otherwise.shown) : shows(id),
          SEEN_WITHIN,
        );

        // Who mends the rule takes the fault out of the list.
        expect(unusual(status).some(finding => finding.id === id)).toBe(
          otherwise === undefined,
        );
      });
    },
  );

  describe.each(VARIANTS)('%s', variant => {
    afterEach(async () => {
      sandbox.heal();
      await becomesHealthy();
    });

    it('is shown as the same finding', async () => {
      sandbox.inject(variant);

      const status = await eventually(
        document,
        ({ findings }) => findings.some(({ id }) => id === findingOf(variant)),
        SEEN_WITHIN,
      );

      expect(unusual(status).map(({ id }) => id)).toContain(findingOf(variant));
    });
  });

  /** Injects and heals one after another; returns what did not come out as it should. */
  async function play(
    faults: string[],
    isShown: (fault: string) => (status: StatusDocument) => boolean,
  ): Promise<string[]> {
    const troubles: string[] = [];
    for (const fault of faults) {
      sandbox.inject(fault);
      await pause(A_WHILE);
      await eventually(document, isShown(fault), SEEN_WITHIN).catch(error =>
        troubles.push(`${fault} is not shown. ${error.message}`),
      );
      sandbox.heal();
      await becomesHealthy().catch(error =>
        troubles.push(`${fault} does not heal. ${error.message}`),
      );
    }
    return troubles;
  }

  it('that no finding stands for leave nothing behind', async () => {
    const others = sandbox
      .faults()
      .map(({ id }) => id)
      .filter(id => !isFinding(findingOf(id)) || id in NOT_SHOWN);

    expect(others.length).toBeGreaterThan(0);
    expect(await play(others, () => () => true)).toEqual([]);
  }, 180_000);

  it('that are not shown are known', async () => {
    for (const fault of Object.keys(NOT_SHOWN)) {
      sandbox.inject(fault);
      await pause(A_WHILE);
      // Who teaches the portal to see it takes the fault out of the list.
      expect(isHealthy(await document())).toBe(true);
      sandbox.heal();
      await becomesHealthy();
    }
  });
});

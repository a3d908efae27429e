import type {
  Health,
  Severity,
} from '@kasm-portal/backstage-plugin-kasm-common';
import { FINDING_IDS, type FindingId } from './ids';
import { RULES } from './index';
import { findingOf, judged } from '../__fixtures__/judge';
import { TROUBLE } from '../__fixtures__/trouble';

type Expected = [
  severity: Severity,
  health: Health,
  title: RegExp,
  settling?: true,
];

const EXPECTED: Record<FindingId, Expected> = {
  'cluster-unreachable': [
    'error',
    'degraded',
    /^The portal cannot reach cluster harvester; Kasm itself answers$/,
  ],
  'source-blind': ['warning', 'healthy', /cannot see the certificate/],
  'deployment-absent': ['error', 'degraded', /^Nothing of this deployment/],
  'pod-unschedulable': ['error', 'degraded', /fits on no node$/],
  'volume-pending': ['error', 'degraded', /^No disk for kasm-pg-3: insuffi/],
  'pod-image-unavailable': ['error', 'degraded', /^Image kasmweb\/api:1.18.1 /],
  'pod-rejected': ['error', 'degraded', /refuses pods of guac: Pod Security$/],
  'database-operator-missing': ['warning', 'healthy', /^CloudNativePG is not/],
  'issuer-not-ready': [
    'warning',
    'healthy',
    /^ClusterIssuer vault-issuer cannot/,
  ],
  'database-stopped': ['info', 'down', /stopped on purpose \(hibernated\)/],
  'database-failover': [
    'info',
    'progressing',
    /moving its primary from kasm-pg-1 to kasm-pg-2/,
    true,
  ],
  'database-needs-hands': ['error', 'degraded', /stopped: spec.imageName is/],
  'database-disk': ['critical', 'down', /disk is full/],
  'database-down': ['critical', 'down', /^The database is down: no instance/],
  'database-bootstrap-stuck': ['error', 'degraded', /^PostgreSQL cannot be/],
  'database-password-unset': [
    'error',
    'degraded',
    /Secret kasm-pg-credentials is missing in database$/,
  ],
  'database-login-refused': [
    'error',
    'degraded',
    /refuses Kasm's login \(kasmapp\)$/,
  ],
  'database-connections-exhausted': [
    'error',
    'degraded',
    /^PostgreSQL has no free connections$/,
  ],
  'database-not-spread': [
    'warning',
    'healthy',
    /^All database instances run on node database-1$/,
  ],
  'database-unreachable-from-kasm': [
    'error',
    'degraded',
    /cannot reach the database at kasm-pg-rw.database.svc/,
  ],
  'database-archiving-failing': ['error', 'degraded', /^WAL is not being/],
  'database-degraded': ['warning', 'healthy', /^2 of 3 database instances/],
  'database-backup-stale': ['warning', 'healthy', /backup is 30 h old$/],
  'database-backup-misconfigured': ['warning', 'healthy', /none is scheduled$/],
  'database-major-end-of-life': [
    'warning',
    'healthy',
    /^PostgreSQL 13 is past/,
  ],
  'release-install-refused': ['error', 'degraded', /failed to fetch https:/],
  'release-blocked': ['warning', 'healthy', /^Helm stopped: release kasm/],
  'release-unsafe-to-rerun': ['warning', 'healthy', /^The next RKE2 upgrade/],
  'database-not-initialised': ['error', 'degraded', /database is empty/],
  'pod-dependency-missing': [
    'error',
    'degraded',
    /^guac needs Secret kasm-secrets, which is missing in kasm$/,
  ],
  'component-missing': ['error', 'degraded', /^guac is not deployed$/],
  'pod-crash-looping': [
    'error',
    'degraded',
    /^api keeps crashing: Error, exit code 1$/,
  ],
  'pod-not-ready': ['error', 'degraded', /^guac runs but does not answer/],
  'component-start-blocked': [
    'error',
    'degraded',
    /^guac waits for api, which looks healthy/,
  ],
  'versions-differ': ['warning', 'healthy', /versions: 1.17.0, 1.18.1$/],
  'proxy-exposed': [
    'warning',
    'healthy',
    /^Kasm's proxy has its own LoadBalancer Service, beside Traefik \(10.0.0.9/,
  ],
  'certificate-not-issued': [
    'error',
    'degraded',
    /^No certificate for kasm.sandbox.localhost: role "kasm"/,
  ],
  'certificate-expiring': ['critical', 'down', /has expired$/],
  'certificate-names-differ': ['error', 'degraded', /does not name kasm.sand/],
  'certificate-not-reloaded': [
    'warning',
    'healthy',
    /^proxy, rdp-gateway and rdp-https-gateway still serve the previous/,
  ],
  'traefik-down': ['critical', 'down', /^Traefik has no running pod$/],
  // As bad as its worst consequence: nobody gets an answer.
  'route-not-served': ['critical', 'down', /there is no route$/],
  'route-backend-wrong': ['critical', 'down', /https to the http port 8080$/],
  'traefik-timeout-short': ['warning', 'healthy', /after 60 s on websecure$/],
  'dns-wrong': ['error', 'degraded', /does not point at the ingress$/],
  'endpoint-unreachable': ['critical', 'down', /cannot be reached from the/],
  'endpoint-untrusted': ['error', 'degraded', /serves its default certific/],
  'endpoint-failing': ['critical', 'down', /^Kasm answers 503 at \/$/],
  'agents-none': ['error', 'degraded', /^No agent: nobody can start/],
  'agent-vm-down': [
    'warning',
    'healthy',
    /^Agent VM kasm-agent-1 is not running: Stopped$/,
  ],
  'agent-vm-blind': ['warning', 'healthy', /^kasm-agent-1 has no guest agent/],
  'agent-unreachable-from-proxy': [
    'error',
    'degraded',
    /proxy cannot reach agent kasm-agent-1 on 443$/,
  ],
  'agent-not-registered': [
    'error',
    'degraded',
    /^kasm-agent-1 runs but never joined Kasm$/,
  ],
  'agent-lost': [
    'error',
    'degraded',
    /^Agent kasm-agent-1 has not checked in for 1 h$/,
  ],
  'agent-disabled': ['warning', 'healthy', /kasm-agent-1 is registered but/],
  'agent-overrides-implausible': [
    'warning',
    'healthy',
    /^Overrides of kasm-agent-1 cannot be right \(16384 bytes\)$/,
  ],
  'agent-disk-full': [
    'error',
    'degraded',
    /^Agent kasm-agent-1 is out of disk/,
  ],
  'agents-full': ['error', 'degraded', /^No room for another session$/],
  'agent-vm-churn': ['error', 'degraded', /destroyed in a loop$/],
  'zone-misaddressed': [
    'warning',
    'healthy',
    /^Zone default sends agents or users to the wrong address$/,
  ],
  'workspace-image-unavailable': [
    'error',
    'degraded',
    /^Workspace Ubuntu Desktop is on no agent$/,
  ],
  'sessions-stuck': ['warning', 'healthy', /^1 session does not start$/],
  'licence-exhausted': ['warning', 'healthy', /licence ends in 9 days$/],
  'kasm-api-erratic': ['warning', 'healthy', /unreliably: one call of three/],
};

/** What the healthy deployment says anyway. */
const ALWAYS = ['database-major-end-of-life', 'database-backup-misconfigured'];

describe('findings', () => {
  it('are listed in the order of their rules', () => {
    expect(RULES.map(({ id }) => id)).toEqual([...FINDING_IDS]);
  });

  it.each(FINDING_IDS)('%s is found, judged and explained', id => {
    const [severity, health, title, settling] = EXPECTED[id];
    const status = judged(TROUBLE[id]);
    const finding = findingOf(status, id);

    expect(finding).toMatchObject({
      severity,
      title: expect.stringMatching(title),
      runbook: `troubleshooting/#${id}`,
    });
    expect(finding?.settling).toBe(settling);
    expect(finding?.explainedBy).toBeUndefined();
    expect(finding?.remedy.length).toBeGreaterThan(0);
    expect(status.health).toBe(health);
  });

  it.each(FINDING_IDS)('nothing else but %s counts', id => {
    const others = judged(TROUBLE[id])
      .findings.filter(({ explainedBy }) => explainedBy === undefined)
      .map(finding => finding.id)
      .filter(other => other !== id && !ALWAYS.includes(other));

    expect(others).toEqual([]);
  });

  it.each(FINDING_IDS.filter(id => !ALWAYS.includes(id)))(
    '%s is gone as soon as its cause is',
    id => {
      expect(
        findingOf(
          judged(() => {}),
          id,
        ),
      ).toBeUndefined();
    },
  );

  it('put nothing into a command but names', () => {
    for (const id of FINDING_IDS) {
      const commands = judged(TROUBLE[id]).findings.flatMap(({ remedy }) =>
        remedy.flatMap(({ command }) => command ?? []),
      );
      for (const command of commands) {
        expect(command).not.toMatch(/NAME|undefined/);
      }
    }
  });
});

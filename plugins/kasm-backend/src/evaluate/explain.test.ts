import type { StatusDocument } from '@kasm-portal/backstage-plugin-kasm-common';
import type { Observation } from '../observation/Observation';
import { ago, container, HOUR } from './__fixtures__/healthyObservation';
import { judged } from './__fixtures__/judge';
import {
  apiComplains,
  CRASHING,
  endpoint,
  initRunning,
  podTrouble,
  TROUBLE,
  waiting,
  without,
} from './__fixtures__/trouble';

type Change = (observation: Observation) => void;

const ALWAYS = ['database-major-end-of-life', 'database-backup-misconfigured'];

function all(...changes: Change[]): Change {
  return observation => changes.forEach(change => change(observation));
}

/** `effect < cause` for what is explained, and the bare key for what counts. */
function picture({ findings }: StatusDocument): string[] {
  return findings
    .filter(({ id }) => !ALWAYS.includes(id))
    .map(({ id, subject, explainedBy }) =>
      [[id, subject].filter(Boolean).join(':'), explainedBy]
        .filter(Boolean)
        .join(' < '),
    );
}

const blockedProxy = podTrouble('proxy', {
  containers: initRunning('kasm-api-is-ready', HOUR),
});
const noAnswer = endpoint({
  rootStatus: 502,
  apiHealthy: false,
  failures: 5,
  failingSince: ago(HOUR),
});

describe('what explains what', () => {
  it('a crashing api explains the proxy that waits for it and the host that fails', () => {
    const status = judged(
      all(
        podTrouble('api', { containers: [CRASHING] }),
        blockedProxy,
        noAnswer,
      ),
    );
    expect(picture(status)).toEqual([
      'pod-crash-looping:api',
      'endpoint-failing < pod-crash-looping:api',
      'component-start-blocked:proxy < pod-crash-looping:api',
    ]);
    // Its consequence is that nobody can work, so it is as bad as that.
    expect(status.health).toBe('down');
    expect(status.summary).toBe('api keeps crashing: Error, exit code 1.');
    expect(status.headline.blockedAt).toBe('api');
  });

  it('an unreachable database explains all of that in turn', () => {
    const status = judged(
      all(
        apiComplains('db-name', 'could not translate host name "kasm-pg-rw"'),
        blockedProxy,
        noAnswer,
      ),
    );
    expect(picture(status)[0]).toBe('database-unreachable-from-kasm');
    expect(
      picture(status)
        .slice(1)
        .every(line => line.endsWith('< database-unreachable-from-kasm')),
    ).toBe(true);
    expect(status.headline.blockedAt).toBe('database');
  });

  it('a database that is down explains the login that fails', () => {
    const status = judged(
      all(
        TROUBLE['database-down'],
        podTrouble('api', { containers: [CRASHING] }),
        noAnswer,
      ),
    );
    expect(picture(status)).toEqual([
      'database-down',
      'endpoint-failing < database-down',
      'pod-crash-looping:api < database-down',
    ]);
  });

  it('a failover excuses the moment without a primary', () => {
    const failover: Change = without(['kasm-pg-1'], {
      phase: 'Failing over',
      targetPrimary: 'kasm-pg-2',
      targetPrimarySince: ago(5),
      primaryFailingSince: ago(100),
    });
    const status = judged(all(failover, noAnswer));

    expect(picture(status)).toEqual([
      'database-failover',
      'database-down < database-failover',
      'endpoint-failing < database-failover',
    ]);
    expect(status.health).toBe('progressing');
    expect(status.summary).toBe(
      'The database is moving its primary from kasm-pg-1 to kasm-pg-2.',
    );
  });

  it('a failover excuses nothing where there is no instance to move to', () => {
    const status = judged(
      without(['kasm-pg-1', 'kasm-pg-2', 'kasm-pg-3'], {
        phase: 'Failing over',
        targetPrimary: 'pending',
        targetPrimarySince: ago(5),
        primaryFailingSince: ago(100),
      }),
    );

    expect(picture(status)).toContain('database-down');
    expect(picture(status)).toContain('database-failover < database-down');
    expect(status.health).toBe('down');
  });

  it('a failover that takes too long does not', () => {
    const status = judged(
      without(['kasm-pg-1'], {
        phase: 'Failing over',
        targetPrimary: 'pending',
        targetPrimarySince: ago(200),
        primaryFailingSince: ago(210),
      }),
    );
    expect(status.health).toBe('down');
  });

  it('a certificate that was never issued explains the pods that lack its Secret', () => {
    const status = judged(
      all(
        TROUBLE['certificate-not-issued'],
        podTrouble('proxy', {
          phase: 'Pending',
          containers: [waiting('ContainerCreating')],
        }),
        noAnswer,
      ),
    );
    expect(picture(status)).toEqual([
      'certificate-not-issued',
      'endpoint-failing < certificate-not-issued',
      'pod-dependency-missing:proxy < certificate-not-issued',
      'pod-not-ready:proxy < certificate-not-issued',
    ]);
  });

  it('an issuer that cannot sign explains the certificate that has expired, and is as bad', () => {
    const status = judged(
      all(TROUBLE['issuer-not-ready'], TROUBLE['certificate-expiring']),
    );
    expect(picture(status)).toEqual([
      'issuer-not-ready:vault-issuer',
      'certificate-expiring < issuer-not-ready:vault-issuer',
      'endpoint-untrusted < issuer-not-ready:vault-issuer',
    ]);
    expect(status.health).toBe('down');
    expect(status.headline.blockedAt).toBe('traefik');
  });

  it('what was stopped on purpose is no failure, nor is what follows', () => {
    const status = judged(
      all(
        TROUBLE['database-stopped'],
        podTrouble('api', { containers: [CRASHING] }),
        noAnswer,
      ),
    );
    expect(picture(status)).toEqual([
      'database-stopped',
      'endpoint-failing < database-stopped',
      'pod-crash-looping:api < database-stopped',
    ]);
    expect(status.health).toBe('down');
    expect(
      status.findings.find(({ id }) => id === 'database-stopped')?.severity,
    ).toBe('info');
    expect(status.summary).toBe(
      'The database was stopped on purpose (hibernated).',
    );
    expect(status.headline.blockedAt).toBe('database');
  });

  it('what has just begun does not excuse what is certain', () => {
    const status = judged(
      all(
        podTrouble('api', {
          readySince: ago(3),
          containers: [container({ ready: false })],
        }),
        noAnswer,
      ),
    );
    expect(status.health).toBe('down');
  });

  it('agents are never explained by the route', () => {
    const status = judged(
      all(TROUBLE['traefik-down'], TROUBLE['agent-vm-down'], noAnswer),
    );
    expect(picture(status)).toEqual([
      'traefik-down',
      'agent-vm-down:kasm-agent-1',
      'endpoint-unreachable < traefik-down',
      'endpoint-failing < traefik-down',
    ]);
  });

  it('a replica less does not block anybody', () => {
    const status = judged(
      without(['kasm-pg-2', 'kasm-pg-3'], { notReadySince: ago(HOUR) }),
    );
    expect(status.health).toBe('degraded');
    expect(status.headline.blockedAt).toBeUndefined();
  });
});

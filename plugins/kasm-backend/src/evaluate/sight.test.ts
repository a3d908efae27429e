import type { SourceState } from '@kasm-portal/backstage-plugin-kasm-common';
import type { Observation } from '../observation/Observation';
import { ago, HOUR } from './__fixtures__/healthyObservation';
import { findingOf, judged } from './__fixtures__/judge';
import { endpoint, TROUBLE, withoutKasmApi } from './__fixtures__/trouble';

const RKE2 = [
  'controlPlane',
  'release',
  'database',
  'certificate',
  'ingress',
] as const;

function blind(
  sources: readonly (keyof Observation)[],
  state: SourceState,
  since = ago(40),
): (observation: Observation) => void {
  return observation =>
    sources.forEach(source =>
      Object.assign(observation[source], {
        state,
        since,
        seen: since,
        reason: `list ${source} failed`,
      }),
    );
}

describe('what cannot be seen', () => {
  it('is counted as it was last seen: that nobody can look stops nothing', () => {
    const { agents } = judged(blind(['agentVms'], 'unreachable'));
    expect(agents).toMatchObject({ ready: 2, desired: 2 });
    expect(agents?.items.map(({ state }) => state)).toEqual([
      'unknown',
      'unknown',
    ]);
  });

  it('is unknown, while Kasm is known to answer', () => {
    const status = judged(blind(RKE2, 'unreachable'));

    expect(findingOf(status, 'cluster-unreachable')).toMatchObject({
      severity: 'error',
      subject: 'rke2',
      title: 'The portal cannot reach cluster rke2; Kasm itself answers',
      evidence: [
        'list controlPlane failed',
        'Therefore unknown: control plane, Helm release, database, certificate, ingress.',
      ],
    });
    expect(findingOf(status, 'source-blind')).toBeUndefined();
    expect(status.health).toBe('degraded');
    expect(
      status.controlPlane?.components.every(({ state }) => state === 'unknown'),
    ).toBe(true);
    expect(status.controlPlane?.release?.state).toBe('unknown');
    expect(
      status.database?.instances.every(({ state }) => state === 'unknown'),
    ).toBe(true);
    expect(status.ingress?.certificate?.ready).toBe(false);
    expect(status.checks.slice(0, 5).map(({ result }) => result)).toEqual([
      'unknown',
      'unknown',
      'unknown',
      'pass',
      'unknown',
    ]);
  });

  it('makes the whole unknown when neither control plane nor endpoint is seen', () => {
    const status = judged(blind([...RKE2, 'endpoint'], 'stale', ago(HOUR)));
    expect(status.health).toBe('unknown');
    expect(status.summary).toBe(
      'Nothing is known: the portal sees neither the control plane nor the public host (list controlPlane failed).',
    );
  });

  it('is one finding when a whole cluster refuses', () => {
    const status = judged(blind(RKE2, 'forbidden'));
    const findings = status.findings.filter(({ id }) => id === 'source-blind');

    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({ subject: 'rke2', severity: 'error' });
    expect(status.health).toBe('degraded');
  });

  it.each(['controlPlane', 'database', 'endpoint'] as const)(
    'is never healthy without the %s',
    source => {
      for (const state of ['forbidden', 'unauthenticated', 'stale'] as const) {
        expect(judged(blind([source], state, ago(HOUR))).health).toBe(
          'degraded',
        );
      }
    },
  );

  it('is a warning for the rest, once a silence has lasted', () => {
    expect(judged(blind(['ingress'], 'stale')).health).toBe('progressing');
    const status = judged(blind(['ingress'], 'stale', ago(HOUR)));
    expect(status.health).toBe('healthy');
    expect(findingOf(status, 'source-blind')?.severity).toBe('warning');
  });

  it('keeps its last findings, and says that they are old', () => {
    const status = judged(observation => {
      TROUBLE['agent-vm-down'](observation);
      withoutKasmApi(observation);
      blind(['agentVms'], 'forbidden')(observation);
    });
    expect(findingOf(status, 'agent-vm-down')?.evidence[0]).toBe(
      'As last seen: the portal does not see the agent VMs now.',
    );
    expect(status.health).toBe('degraded');
  });

  it('folds its last findings under a cluster that cannot be reached', () => {
    const status = judged(observation => {
      TROUBLE['database-down'](observation);
      blind(RKE2, 'unreachable')(observation);
    });
    expect(findingOf(status, 'database-down')?.explainedBy).toBe(
      'cluster-unreachable:rke2',
    );
    expect(status.health).toBe('down');
  });

  it('says that CloudNativePG is not installed rather than that it is blind', () => {
    const status = judged(blind(['database'], 'notInstalled'));
    expect(findingOf(status, 'database-operator-missing')?.severity).toBe(
      'error',
    );
    expect(findingOf(status, 'source-blind')).toBeUndefined();
    expect(status.health).toBe('degraded');
  });

  it('sees a host that refuses', () => {
    const status = judged(observation => {
      endpoint({
        failedAt: 'connect',
        rootStatus: undefined,
        apiHealthy: undefined,
        failures: 3,
      })(observation);
      observation.endpoint.state = 'unreachable';
    });
    expect(findingOf(status, 'endpoint-unreachable')?.severity).toBe(
      'critical',
    );
    expect(status.health).toBe('down');
  });
});

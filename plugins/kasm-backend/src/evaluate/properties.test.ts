import fc from 'fast-check';
import {
  describeCheck,
  type Health,
} from '@kasm-portal/backstage-plugin-kasm-common';
import type { Observation } from '../observation/Observation';
import { evaluate, nextEvaluation } from './evaluate';
import { addFailingAgent } from './__testUtils__/agentChanges';
import {
  arbitraryObservation,
  hostileObservation,
} from './__testUtils__/arbitraryObservation';
import {
  container,
  DAY,
  NOW,
  pod,
  workload,
} from './__fixtures__/healthyObservation';

// Thousands of judgements; a busy machine takes its time.
jest.setTimeout(120_000);

const RUNS = { numRuns: 200 };
const WORSE: Health[] = ['healthy', 'progressing', 'degraded', 'down'];

const BLINDABLE = [
  'controlPlane',
  'release',
  'database',
  'certificate',
  'ingress',
  'agentVms',
  'kasmApi',
  'endpoint',
] as const;

function copy(observation: Observation): Observation {
  return structuredClone(observation);
}

describe('evaluate, whatever it is given', () => {
  it('never throws, and its answer is bounded', () => {
    fc.assert(
      fc.property(
        fc.oneof(arbitraryObservation, hostileObservation),
        fc.constantFrom(NOW, new Date(NaN), new Date(0), new Date(8.64e15)),
        (observation, now) => {
          const status = evaluate(observation, now);
          const text = JSON.stringify(status);

          expect(text.length).toBeLessThan(200_000);
          for (const { evidence, title } of status.findings) {
            expect(evidence.length).toBeLessThanOrEqual(5);
            for (const line of [...evidence, title]) {
              expect(line.length).toBeLessThanOrEqual(200);
            }
          }
          expect(() => nextEvaluation(observation, status, now)).not.toThrow();
        },
      ),
      RUNS,
    );
  });

  it('changes nothing of what it is given', () => {
    fc.assert(
      fc.property(arbitraryObservation, observation => {
        const before = JSON.stringify(observation);
        evaluate(observation, NOW);
        expect(JSON.stringify(observation)).toBe(before);
      }),
      { numRuns: 50 },
    );
  });

  it('shows no invisible character and puts no text of a cluster into a command', () => {
    fc.assert(
      fc.property(hostileObservation, observation => {
        const { findings, checks, deployment } = evaluate(observation, NOW);
        const commands = [
          ...checks.flatMap(
            ({ id }) => describeCheck(id, deployment).command ?? [],
          ),
          ...findings.flatMap(({ remedy }) =>
            remedy.flatMap(({ command }) => command ?? []),
          ),
        ];
        for (const command of commands) {
          expect(command).not.toMatch(/reboot|proto__|[^ -~]|-rf/);
        }
        expect(JSON.stringify(findings)).not.toMatch(
          /[\u202a-\u202e\u2066-\u2069\u200b-\u200f]/,
        );
      }),
      RUNS,
    );
  });

  it('is never healthier with one more failing component', () => {
    fc.assert(
      fc.property(
        arbitraryObservation.filter(
          ({ controlPlane }) =>
            controlPlane.facts !== undefined &&
            controlPlane.facts.workloads.length === 6,
        ),
        fc.constantFrom('api', 'guac', 'proxy', 'extra'),
        (observation, role) => {
          const worse = copy(observation);
          const facts = worse.controlPlane.facts!;
          facts.workloads.push(
            workload(role, `kasm-${role}-2`, { ready: 0, complete: false }),
          );
          facts.pods.push(
            pod(`kasm-${role}-2`, role, {
              ready: false,
              containers: [
                container({
                  ready: false,
                  state: 'waiting',
                  reason: 'CrashLoopBackOff',
                  restarts: 5,
                }),
              ],
            }),
          );
          const before = evaluate(observation, NOW).health;
          const after = evaluate(worse, NOW).health;

          expect(WORSE.indexOf(after)).toBeGreaterThanOrEqual(
            WORSE.indexOf(before),
          );
        },
      ),
      RUNS,
    );
  });

  it('is never healthier with one more failing agent', () => {
    fc.assert(
      fc.property(
        arbitraryObservation.filter(
          ({ kasmApi, agentVms }) =>
            kasmApi.facts?.agents !== undefined && agentVms.facts !== undefined,
        ),
        fc.constantFrom('lost', 'disabled', 'unregistered', 'stopped'),
        (observation, trouble) => {
          const worse = copy(observation);
          addFailingAgent(worse, trouble);
          const before = evaluate(observation, NOW).health;
          const after = evaluate(worse, NOW).health;

          expect(WORSE.indexOf(after)).toBeGreaterThanOrEqual(
            WORSE.indexOf(before),
          );
        },
      ),
      RUNS,
    );
  });

  it('counts no agent as serving that Kasm does not hear from', () => {
    fc.assert(
      fc.property(arbitraryObservation, observation => {
        const { agents } = evaluate(observation, NOW);
        const ok = (agents?.items ?? []).filter(({ state }) => state === 'ok');

        expect(
          ok.filter(
            ({ kasm }) =>
              kasm?.enabled === false ||
              kasm?.checkIn === 'late' ||
              kasm?.checkIn === 'lost',
          ),
        ).toEqual([]);
        expect(agents?.ready ?? 0).toBeGreaterThanOrEqual(ok.length);
      }),
      RUNS,
    );
  });

  it('is never healthy because it sees less', () => {
    fc.assert(
      fc.property(
        arbitraryObservation,
        fc.constantFrom(...BLINDABLE),
        fc.constantFrom('forbidden', 'unauthenticated', 'unreachable', 'stale'),
        (observation, source, state) => {
          const blind = copy(observation);
          Object.assign(blind[source], { state });
          fc.pre(['ok', 'empty'].includes(observation[source].state));
          fc.pre(evaluate(observation, NOW).health !== 'healthy');

          expect(evaluate(blind, NOW).health).not.toBe('healthy');
        },
      ),
      RUNS,
    );
  });

  it('is healthy only if control plane, database and endpoint are seen, and no part fails', () => {
    fc.assert(
      fc.property(arbitraryObservation, observation => {
        const status = evaluate(observation, NOW);
        fc.pre(status.health === 'healthy');
        const { controlPlane, database, endpoint } = status.sources;

        for (const source of [controlPlane, database, endpoint]) {
          expect(['ok', 'empty']).toContain(source?.state);
        }
        expect(
          status.findings.filter(
            ({ severity, explainedBy }) =>
              explainedBy === undefined &&
              (severity === 'error' || severity === 'critical'),
          ),
        ).toEqual([]);
      }),
      RUNS,
    );
  });

  it('passes no check and calls no part well that it does not see', () => {
    fc.assert(
      fc.property(arbitraryObservation, observation => {
        const status = evaluate(observation, NOW);
        const passed = (...ids: string[]) =>
          status.checks
            .filter(({ id, result }) => ids.includes(id) && result === 'pass')
            .map(({ id }) => id);
        const known = (parts: Array<{ state: string }> = []) =>
          parts.filter(({ state }) => state !== 'unknown');
        const claims = {
          controlPlane: [
            ...passed('pods-running', 'admin-secret-present'),
            ...known(status.controlPlane?.components),
          ],
          database: [
            ...passed(
              'database-healthy',
              'database-redundant',
              'backup-recent',
              'archiving-works',
              'postgres-supported',
            ),
            ...known(status.database?.instances),
          ],
          certificate: passed('certificate-ready'),
          agentVms: [
            ...passed('agents-match-vms'),
            ...known(
              status.agents?.items.filter(
                ({ vmStatus }) => vmStatus !== undefined,
              ),
            ),
          ],
          kasmApi: [
            ...passed(
              'agents-checking-in',
              'agents-match-vms',
              'capacity-left',
            ),
            ...known(
              status.agents?.items.filter(
                ({ vmStatus }) => vmStatus === undefined,
              ),
            ),
            ...(status.capacity ? ['capacity'] : []),
          ],
        };
        const unseen = Object.entries(claims).filter(
          ([source]) =>
            !['ok', 'empty'].includes(
              observation[source as keyof typeof claims].state,
            ),
        );

        expect(unseen.flatMap(([, claimed]) => claimed)).toEqual([]);
      }),
      RUNS,
    );
  });

  it('says the same until the moment that it names', () => {
    fc.assert(
      fc.property(
        arbitraryObservation,
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (observation, part) => {
          const status = evaluate(observation, NOW);
          const next = nextEvaluation(observation, status, NOW);
          const span = next ? next.getTime() - NOW.getTime() : 30 * DAY * 1000;
          expect(span).toBeGreaterThan(0);
          const between = new Date(NOW.getTime() + Math.floor(span * part));

          expect(evaluate(observation, between).revision).toBe(status.revision);
        },
      ),
      RUNS,
    );
  });

  it('has one revision, whenever and in whatever order it was seen', () => {
    const reversed = (value: unknown): unknown => {
      if (Array.isArray(value)) {
        return value.map(reversed);
      }
      return typeof value === 'object' && value !== null
        ? Object.fromEntries(
            Object.entries(value)
              .reverse()
              .map(([key, item]) => [key, reversed(item)]),
          )
        : value;
    };
    fc.assert(
      fc.property(arbitraryObservation, observation => {
        const other = reversed(observation) as Observation;
        for (const source of BLINDABLE) {
          if (other[source].state === 'ok') {
            other[source].seen = NOW.toISOString();
            other[source].since = NOW.toISOString();
          }
        }
        expect(evaluate(other, NOW).revision).toBe(
          evaluate(observation, NOW).revision,
        );
      }),
      RUNS,
    );
  });
});

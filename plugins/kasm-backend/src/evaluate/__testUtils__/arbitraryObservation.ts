import type { SourceState } from '@kasm-portal/backstage-plugin-kasm-common';
import fc from 'fast-check';
import type { Observation } from '../../observation/Observation';
import {
  ago,
  container,
  healthyObservation,
  pod,
} from '../__fixtures__/healthyObservation';

const STATES: SourceState[] = [
  'ok',
  'empty',
  'notInstalled',
  'notConfigured',
  'forbidden',
  'unauthenticated',
  'unreachable',
  'stale',
];

const time = fc.oneof(
  fc.integer({ min: -100, max: 4000 }).map(ago),
  fc.constantFrom(undefined, '', 'yesterday', ago(-1e9)),
);

const sourceState = fc.oneof(
  { weight: 4, arbitrary: fc.constant<SourceState>('ok') },
  { weight: 1, arbitrary: fc.constantFrom(...STATES) },
);

type Change = (observation: Observation) => void;

const change: fc.Arbitrary<Change> = fc.oneof(
  fc
    .tuple(
      fc.constantFrom('api', 'manager', 'proxy', 'guac', 'db-init', 'x'),
      fc.constantFrom(
        'CrashLoopBackOff',
        'ImagePullBackOff',
        'ContainerCreating',
        'CreateContainerConfigError',
        undefined,
      ),
      fc.constantFrom('waiting', 'running', 'terminated'),
      fc.boolean(),
      fc.boolean(),
      time,
      time,
    )
    .map(([role, reason, state, init, replace, at, ended]): Change => {
      return observation => {
        const facts = observation.controlPlane.facts!;
        const bad = pod(`${role}-bad`, role, {
          ready: false,
          readySince: at,
          createdAt: at ?? '',
          containers: [
            container({
              name: init ? 'db-is-ready' : 'kasm',
              init,
              ready: false,
              reason,
              state: state as 'waiting',
              restarts: 4,
              startedAt: at,
              lastTermination: { exitCode: 1, finishedAt: ended },
            }),
          ],
        });
        facts.pods = facts.pods.filter(
          one => !replace || one.component !== role,
        );
        facts.pods.push(bad);
        for (const workload of facts.workloads) {
          if (workload.component === role && replace) {
            Object.assign(workload, {
              ready: 0,
              available: 0,
              complete: false,
              rolledOutAt: at,
            });
          }
        }
      };
    }),
  fc
    .tuple(
      fc.integer({ min: 0, max: 3 }),
      fc.constantFrom(undefined, 'kasm-pg-1', 'kasm-pg-2', 'pending'),
      fc.constantFrom(
        'Cluster in healthy state',
        'Failing over',
        'Waiting for user action',
        'Not enough disk space',
        'Something new',
      ),
      fc.boolean(),
      time,
    )
    .map(([ready, target, phase, hibernated, at]): Change => {
      return observation =>
        Object.assign(observation.database.facts!, {
          ready,
          targetPrimary: target,
          phase,
          hibernated: hibernated && ready === 0,
          notReadySince: at,
          targetPrimarySince: at,
          pods: observation.database.facts!.pods.slice(0, ready),
        });
    }),
  fc
    .tuple(
      fc.constantFrom('Stopped', 'Starting', 'Running', 'Paused', 'New'),
      fc.boolean(),
      time,
    )
    .map(([printableStatus, guestAgent, at]): Change => {
      return observation =>
        Object.assign(observation.agentVms.facts!.vms[0], {
          printableStatus,
          ready: printableStatus === 'Running',
          guestAgent,
          readySince: at,
        });
    }),
  fc
    .tuple(
      fc.constantFrom(undefined, 'dns', 'connect', 'tls', 'http'),
      fc.integer({ min: 0, max: 4 }),
      fc.constantFrom(undefined, 200, 404, 502),
      time,
    )
    .map(([failedAt, failures, rootStatus, at]): Change => {
      return observation =>
        Object.assign(observation.endpoint.facts!, {
          failedAt,
          failures,
          rootStatus,
          failingSince: at,
        });
    }),
  fc.tuple(time, time, fc.boolean()).map(([end, renewal, ready]): Change => {
    return observation =>
      Object.assign(observation.certificate.facts!, {
        notAfter: end,
        renewalTime: renewal,
        ready,
        readySince: end,
      });
  }),
  fc
    .tuple(fc.constantFrom('creating', 'active', 'retired'), time)
    .map(([state, createdAt]): Change => {
      return observation =>
        Object.assign(observation.deployment, { state, createdAt });
    }),
  fc.integer({ min: 0, max: 6 }).map((count): Change => {
    return observation => {
      const facts = observation.controlPlane.facts!;
      facts.workloads = facts.workloads.slice(0, count);
    };
  }),
  fc
    .tuple(fc.constantFrom('db-connect', 'db-login', 'db-schema'), time)
    .map(([id, at]): Change => {
      return observation =>
        observation.controlPlane.facts!.signatures.push({
          id,
          component: 'api',
          pod: 'api-bad',
          at: at ?? '',
          line: 'a line',
        });
    }),
  fc.integer({ min: 0, max: 3600 }).map((readTimeout): Change => {
    return observation =>
      Object.assign(observation.ingress.facts!.traefik!, { readTimeout });
  }),
);

const SOURCES = [
  'controlPlane',
  'release',
  'database',
  'certificate',
  'ingress',
  'agentVms',
  'endpoint',
] as const;

/** Deployments in every kind of trouble, whose sources may or may not see it. */
export const arbitraryObservation: fc.Arbitrary<Observation> = fc
  .tuple(
    fc.array(change, { maxLength: 4 }),
    fc.array(fc.tuple(sourceState, fc.boolean(), time), {
      minLength: SOURCES.length,
      maxLength: SOURCES.length,
    }),
  )
  .map(([changes, states]) => {
    const observation = healthyObservation();
    changes.forEach(one => one(observation));
    SOURCES.forEach((source, index) => {
      const [state, forgotten, at] = states[index];
      const sighting = observation[source];
      Object.assign(sighting, { state });
      if (state !== 'ok') {
        Object.assign(sighting, { since: at ?? '', seen: at });
        // Whoever saw that nothing is there has seen something.
        if (forgotten && state !== 'empty') {
          delete sighting.facts;
        }
      }
    });
    return observation;
  });

/** The same with every text replaced by something that nobody expects. */
export const hostileObservation: fc.Arbitrary<Observation> = fc
  .tuple(
    arbitraryObservation,
    fc.array(
      fc.oneof(
        fc.string({ unit: 'binary', maxLength: 300 }),
        fc.constantFrom(
          '__proto__',
          'constructor',
          '',
          '-rf',
          '$(reboot)',
          '`reboot`',
          "'; reboot; '",
          '\u202eabc',
          'x'.repeat(100_000),
        ),
      ),
      { minLength: 1, maxLength: 20 },
    ),
    fc.boolean(),
  )
  .map(([observation, texts, keepStates]) => {
    let index = 0;
    const replaced = (value: unknown, key?: string): unknown => {
      if (typeof value === 'string') {
        index += 1;
        return keepStates && (key === 'state' || index % 3 > 0)
          ? value
          : texts[index % texts.length];
      }
      if (Array.isArray(value)) {
        return value.map(item => replaced(item));
      }
      return typeof value === 'object' && value !== null
        ? Object.fromEntries(
            Object.entries(value).map(([name, item]) => [
              name,
              replaced(item, name),
            ]),
          )
        : value;
    };
    return replaced(observation) as Observation;
  });

import type { SourceState } from '@kasm-portal/backstage-plugin-kasm-common';
import fc from 'fast-check';
import type { Observation } from '../../observation/Observation';
import {
  ago,
  container,
  healthyObservation,
  pod,
} from '../__fixtures__/healthyObservation';
import { agentChanges } from './agentChanges';

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
  fc
    .integer({ min: -100, max: 4000 })
    // Sources were seen two seconds ago: what ends since then is rightly unknown to who is blind now.
    .filter(seconds => seconds < 0 || seconds > 2)
    .map(ago),
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
  ...agentChanges(time),
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
    .tuple(
      fc.constantFrom(
        'FailedMount',
        'FailedAttachVolume',
        'ProvisioningFailed',
        'FailedCreate',
        'Unhealthy',
      ),
      fc.constantFrom('Pod', 'PersistentVolumeClaim', 'StatefulSet', 'Job'),
      fc.constantFrom(
        'guac-bad',
        'api-bad',
        'kasm-pg-3',
        'kasm-guac-deployment',
      ),
      fc.constantFrom(
        'secret "x" not found',
        'MountVolume failed for volume "pvc-1"',
        'exceeded quota: default',
      ),
      time,
    )
    .map(([reason, kind, object, message, at]): Change => {
      return ({ controlPlane, database }) => {
        const warning = { reason, kind, object, message, since: at ?? '' };
        controlPlane.facts!.warnings = [warning];
        Object.assign(database.facts!, {
          warnings: [warning],
          claims: [
            { name: 'kasm-pg-3', phase: 'Pending', createdAt: at ?? '' },
          ],
        });
      };
    }),
  fc
    .tuple(
      fc.record({
        initialize: fc.boolean(),
        keepsSecret: fc.boolean(),
        pinned: fc.boolean(),
        forceConflicts: fc.boolean(),
        configPolicy: fc.constantFrom(undefined, 'reinstall'),
        failurePolicy: fc.constantFrom(undefined, 'retry', 'abort'),
        disabled: fc.constantFrom([], ['guac']),
        ranAt: time,
      }),
      fc.constantFrom(undefined, '1.17.0', '1.19.0', 'develop'),
      fc.constantFrom(undefined, ['kubectl']),
    )
    .map(([facts, appVersion, foreignManagers]): Change => {
      return ({ release, controlPlane }) => {
        Object.assign(release.facts!, facts);
        for (const workload of controlPlane.facts!.workloads) {
          Object.assign(workload, { appVersion, foreignManagers });
        }
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
  fc.integer({ min: 0, max: 3600 }).map((seconds): Change => {
    return observation =>
      Object.assign(observation.ingress.facts!.traefik!.timeouts.read, {
        seconds,
      });
  }),
  fc
    .tuple(
      fc.array(fc.ipV4(), { maxLength: 3 }),
      fc.option(fc.array(fc.ipV4(), { maxLength: 3 }), { nil: undefined }),
      fc.constantFrom('ok', 'unrouted', 'broken', undefined),
    )
    .map(([resolved, addresses, websocket]): Change => {
      return ({ endpoint, ingress }) => {
        Object.assign(endpoint.facts!, { resolved, websocket });
        Object.assign(ingress.facts!.traefik!, { addresses });
      };
    }),
  fc
    .tuple(time, fc.integer({ min: 0, max: 40 }), time)
    .map(([lastFailureAt, failedAttempts, notBefore]): Change => {
      return ({ certificate }) =>
        Object.assign(certificate.facts!, {
          lastFailureAt,
          failedAttempts,
          notBefore,
        });
    }),
  fc
    .tuple(
      fc.boolean(),
      fc.array(fc.constantFrom('kasm-api-7d9c-x2x4z', 'gone')),
    )
    .map(([present, readyPods]): Change => {
      return ({ ingress }) =>
        Object.assign(ingress.facts!, {
          backend: { present, ports: [], readyPods },
        });
    }),
  fc
    .tuple(
      fc.constantFrom(undefined, '1.25.0', '1.30.0', '1.31.0', 'main'),
      fc.constantFrom(undefined, 0, 1),
      fc.boolean(),
      fc.constantFrom(undefined, true, false),
      fc.constantFrom(undefined, 9, 13, 14, 16, 99),
      time,
    )
    .map(([version, available, unattended, archives, major, at]): Change => {
      return ({ database, deployment }) => {
        deployment.postgresMajor = major;
        deployment.lastRestoreRehearsal = at;
        Object.assign(database.facts!, {
          operatorVersion: version,
          operatorAvailable: available,
          operatorUnavailableSince: at,
          unattended,
          hibernatedSince: at,
          major,
          certificates: [{ secret: 'kasm-pg-ca', expiresAt: at ?? '' }],
          archiving:
            archives === undefined ? undefined : { ok: archives, since: at },
        });
      };
    }),
  fc
    .tuple(
      fc.constantFrom('plugin', 'barmanObjectStore', 'volumeSnapshot', 'new'),
      fc.constantFrom(undefined, '', '45 2 * * *', '0 45 2 * * *', '@weekly'),
      fc.boolean(),
      time,
      time,
      time,
    )
    .map(([method, schedule, suspended, done, failed, runs]): Change => {
      return ({ database, deployment }) => {
        deployment.backupsWanted = !suspended;
        database.facts!.backups = {
          scheduled: true,
          suspended,
          schedule,
          method,
          methods: [method],
          lastCompletedAt: done,
          lastFailed: { at: failed, error: 'an error' },
          runningSince: runs,
          window: { firstRecoverabilityPoint: done },
        };
      };
    }),
  fc
    .tuple(
      fc.constantFrom('db-slots', 'db-login', 'db-schema', 'db-space'),
      fc.constantFrom(undefined, 'kasmapp', 'somebody'),
      fc.constantFrom('database-1', undefined),
      fc.integer({ min: 0, max: 1e12 }),
      time,
    )
    .map(([id, user, node, lag, at]): Change => {
      return ({ database, controlPlane }) => {
        const facts = database.facts!;
        controlPlane.facts!.signatures.push({
          id,
          component: 'database',
          pod: 'kasm-pg-1',
          at: at ?? '',
          line: 'a line',
          user,
        });
        facts.timelines = { 'kasm-pg-2': 1 };
        facts.replication = { waiting: 100, lag: { 'kasm-pg-2': lag } };
        facts.brokenRoles = [{ role: 'app', error: 'an error' }];
        if (node) {
          facts.pods.forEach(one => {
            one.node = node;
          });
        }
      };
    }),
);

const SOURCES = [
  'controlPlane',
  'release',
  'database',
  'certificate',
  'ingress',
  'agentVms',
  'kasmApi',
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

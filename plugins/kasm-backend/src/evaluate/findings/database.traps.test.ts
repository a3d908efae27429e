import type { Observation } from '../../observation/Observation';
import {
  ago,
  container,
  DAY,
  HOUR,
  pod,
} from '../__fixtures__/healthyObservation';
import { findingOf, found, judged } from '../__fixtures__/judge';
import {
  database,
  podTrouble,
  TROUBLE,
  without,
} from '../__fixtures__/trouble';

type Facts = NonNullable<Observation['database']['facts']>;

const change =
  (edit: (facts: Facts) => void) =>
  (observation: Observation): void =>
    edit(observation.database.facts!);

const schedule = (backups: Partial<Facts['backups']>) =>
  database({
    backups: {
      scheduled: true,
      suspended: false,
      schedule: '0 45 2 * * *',
      method: 'plugin',
      methods: ['plugin'],
      lastCompletedAt: ago(HOUR),
      ...backups,
    },
  });

describe('database-operator-missing', () => {
  it('settles for a minute while the operator is replaced', () => {
    const missing = (seconds: number) =>
      found(
        'database-operator-missing',
        database({
          operatorAvailable: 0,
          operatorUnavailableSince: ago(seconds),
        }),
      );

    expect(missing(20)?.settling).toBe(true);
    expect(missing(90)?.settling).toBeUndefined();
  });

  it('says which certificates nobody renews now', () => {
    const finding = found(
      'database-operator-missing',
      database({
        operatorAvailable: 0,
        certificates: [
          { secret: 'kasm-pg-ca', expiresAt: ago(-3 * DAY) },
          { secret: 'kasm-pg-server', expiresAt: ago(-30 * DAY) },
        ],
      }),
    );

    expect(finding?.evidence.join()).toContain('kasm-pg-ca');
    expect(finding?.evidence.join()).not.toContain('kasm-pg-server');
  });

  it('is not told of an operator that may not be seen', () => {
    expect(
      found(
        'database-operator-missing',
        database({ operatorAvailable: undefined }),
      ),
    ).toBeUndefined();
  });
});

describe('database-stopped', () => {
  it('says since when', () => {
    expect(
      found(
        'database-stopped',
        database({
          hibernated: true,
          hibernatedSince: ago(HOUR),
          ready: 0,
          pods: [],
        }),
      ),
    ).toMatchObject({
      title: `The database was stopped on purpose (hibernated, since ${ago(
        HOUR,
      )})`,
      since: ago(HOUR),
    });
  });

  it('is a warning, and nothing is down, when the operator is told to leave it alone', () => {
    const status = judged(database({ unattended: true }));

    expect(findingOf(status, 'database-stopped')).toMatchObject({
      severity: 'warning',
      title: 'CloudNativePG was told to leave the database alone',
    });
    expect(status.health).toBe('healthy');
    expect(status.headline.blockedAt).toBeUndefined();
    expect(status.database?.unattended).toBe(true);
  });

  it('does not excuse a database that is down while it is left alone', () => {
    const status = judged(
      database({
        unattended: true,
        ready: 0,
        pods: [],
        notReadySince: ago(90),
      }),
    );

    expect(status.health).toBe('down');
    expect(findingOf(status, 'database-down')?.explainedBy).toBeUndefined();
  });
});

describe('database-failover', () => {
  it.each([
    [60, 'info', true],
    [180, 'warning', true],
    [600, 'error', undefined],
  ] as const)('after %d s is %s', (seconds, severity, settling) => {
    const finding = found(
      'database-failover',
      database({ targetPrimary: 'pending', targetPrimarySince: ago(seconds) }),
    );

    expect(finding).toMatchObject({ severity });
    expect(finding?.settling).toBe(settling);
  });

  it('is not the making of the first primary', () => {
    expect(
      found(
        'database-failover',
        database({ currentPrimary: undefined, targetPrimary: 'kasm-pg-1' }),
      ),
    ).toBeUndefined();
  });
});

describe('database-needs-hands', () => {
  it.each([
    'Cluster is unrecoverable and needs manual intervention',
    'Invalid cluster definition',
    'Unable to create required cluster objects',
    'Cluster has incomplete or invalid image catalog',
    'Cluster cannot proceed to reconciliation due to an unknown plugin being required',
    'Cluster cannot proceed to reconciliation due to an error while interacting with plugins',
    'Cluster cannot execute instance online upgrade due to missing architecture binary',
  ])('is told of %s', phase => {
    const stands = { phase, notReadySince: ago(HOUR) };
    expect(found('database-needs-hands', database(stands))?.severity).toBe(
      'error',
    );
    expect(
      found(
        'database-needs-hands',
        without(['kasm-pg-1', 'kasm-pg-2', 'kasm-pg-3'], stands),
      )?.severity,
    ).toBe('critical');
  });

  it.each([
    [true, 'warning'],
    [false, 'error'],
  ] as const)(
    'asks by intent only when supervised: %s',
    (supervised, severity) => {
      expect(
        found(
          'database-needs-hands',
          database({
            phase: 'Waiting for user action',
            notReadySince: ago(HOUR),
            supervised,
          }),
        )?.severity,
      ).toBe(severity);
    },
  );

  it('is not told of a phase that nobody knows', () => {
    expect(
      found(
        'database-needs-hands',
        database({ phase: 'Something new', notReadySince: ago(HOUR) }),
      ),
    ).toBeUndefined();
  });
});

describe('database-disk', () => {
  const spaceless = (name: string, ready: boolean) => (o: Observation) => {
    const member = o.database.facts!.pods.find(one => one.name === name)!;
    Object.assign(member, { ready, readySince: ago(HOUR) });
    o.controlPlane.facts!.signatures.push({
      id: 'db-space',
      component: 'database',
      pod: name,
      at: ago(60),
      line: 'could not write: No space left on device',
    });
  };

  it('is told by the log of an instance, by its name', () => {
    expect(found('database-disk', spaceless('kasm-pg-2', false))?.title).toBe(
      'The database disk is full (kasm-pg-2)',
    );
  });

  it('is not told by an instance that works again', () => {
    expect(
      found('database-disk', spaceless('kasm-pg-2', true)),
    ).toBeUndefined();
  });

  it('puts archiving first when that fails, and says that it is being enlarged', () => {
    const finding = found(
      'database-disk',
      change(facts => {
        Object.assign(facts, {
          phase: 'Not enough disk space',
          notReadySince: ago(HOUR),
          archiving: { ok: false, since: ago(HOUR) },
        });
        facts.volumes!.resizing = ['kasm-pg-1'];
      }),
    );

    expect(finding?.remedy[0].text).toMatch(/^When archiving fails/);
    expect(finding?.evidence).toContain('Being enlarged: kasm-pg-1.');
  });
});

describe('database-down', () => {
  it('is not told of an upgrade to another major while it may take', () => {
    const upgrading = (seconds: number) =>
      found(
        'database-down',
        database({
          phase: 'Upgrading Postgres major version',
          notReadySince: ago(seconds),
          ready: 0,
          pods: [],
        }),
      );

    expect(upgrading(600)).toBeUndefined();
    expect(upgrading(2 * HOUR)?.severity).toBe('critical');
  });
});

describe('database-degraded', () => {
  it('never offers to delete a Job that is done', () => {
    const finding = found('database-degraded', observation => {
      without(['kasm-pg-3'], { notReadySince: ago(HOUR) })(observation);
      observation.database.facts!.pods.unshift(
        pod('kasm-pg-2-join-abcde', 'join', {
          ready: false,
          phase: 'Succeeded',
        }),
        pod('kasm-pg-3', 'replica', { ready: false, readySince: ago(HOUR) }),
      );
      observation.database.facts!.ready = 2;
    });

    expect(JSON.stringify(finding)).not.toContain('join');
    expect(finding?.remedy[1].command).toContain('pod/kasm-pg-3 pvc/kasm-pg-3');
  });
});

describe('database-backup-stale', () => {
  it('waits for a backup that runs after one that failed', () => {
    const failed = { at: ago(3000), error: 'QuotaExceeded' };
    const last = { lastCompletedAt: ago(5 * HOUR), lastFailed: failed };

    expect(found('database-backup-stale', schedule(last))).toBeDefined();
    expect(
      found(
        'database-backup-stale',
        schedule({ ...last, runningSince: ago(60) }),
      ),
    ).toBeUndefined();
  });

  it.each([
    [27 * HOUR, 'warning'],
    [73 * HOUR, 'error'],
  ])('after %d s is %s', (age, severity) => {
    expect(
      found('database-backup-stale', schedule({ lastCompletedAt: ago(age) }))
        ?.severity,
    ).toBe(severity);
  });

  it('makes the new one by the method that is set up', () => {
    expect(
      found(
        'database-backup-stale',
        schedule({ lastCompletedAt: ago(2 * DAY) }),
      )?.remedy[0].command,
    ).toBe(
      'kubectl cnpg backup kasm-pg -n database --method=plugin --plugin-name=barman-cloud.cloudnative-pg.io',
    );
  });
});

describe('database-backup-misconfigured', () => {
  const title = (
    backups: Partial<Facts['backups']>,
    more: Partial<Facts> = {},
  ) =>
    found('database-backup-misconfigured', observation => {
      observation.deployment.backupsWanted = true;
      schedule(backups)(observation);
      Object.assign(observation.database.facts!, more);
    })?.title.replace('Backups are not set up so that they help: ', '');
  const inCore = {
    method: 'barmanObjectStore',
    methods: ['barmanObjectStore'],
  };
  const snapshots = { method: 'volumeSnapshot', methods: ['volumeSnapshot'] };

  it.each([
    ['1.25.3', undefined],
    [undefined, undefined],
    [
      '1.26.0',
      'the built-in object store support is deprecated; use the plugin',
    ],
    [
      'v1.31.0-rc1',
      'CloudNativePG v1.31.0-rc1 no longer has the built-in object store support; use the plugin',
    ],
  ])('goes by the version of the operator: %s', (operatorVersion, said) => {
    expect(title(inCore, { operatorVersion })).toBe(said);
  });

  it('is told of five fields, a shared path, and snapshots alone', () => {
    expect(title({ schedule: '45 2 * * *' })).toMatch(/^the schedule has five/);
    expect(title({ sharedWith: 'other-pg' })).toBe(
      'the server other-pg writes to the same bucket path',
    );
    expect(title(snapshots)).toBe(
      'there are only volume snapshots, and no archive',
    );
  });

  it('is not told of snapshots beside an archive', () => {
    expect(title(snapshots, { archiving: { ok: true } })).toBeUndefined();
    expect(
      title({ method: 'plugin', methods: ['plugin', 'volumeSnapshot'] }),
    ).toBeUndefined();
  });

  it('is not told of snapshots that were asked for', () => {
    expect(
      found('database-backup-misconfigured', observation => {
        observation.deployment.snapshotsWanted = true;
        schedule(snapshots)(observation);
      }),
    ).toBeUndefined();
  });
});

describe('database-not-spread', () => {
  const gathered = (observation: Observation) =>
    TROUBLE['database-not-spread'](observation);

  it('is no more than worth knowing where there may be one node only', () => {
    expect(
      found('database-not-spread', observation => {
        gathered(observation);
        observation.controlPlane.facts!.pods.forEach(one => {
          one.node = 'database-1';
        });
      })?.severity,
    ).toBe('info');
  });

  it('is not told of one instance, asked for or left', () => {
    expect(
      found('database-not-spread', observation => {
        gathered(observation);
        Object.assign(observation.database.facts!, { desired: 1 });
      }),
    ).toBeUndefined();
    expect(
      found('database-not-spread', without(['kasm-pg-2', 'kasm-pg-3'])),
    ).toBeUndefined();
  });
});

describe('what PostgreSQL says', () => {
  const says =
    (id: string, more: object = {}) =>
    (observation: Observation): void => {
      podTrouble('api', { containers: [container({ ready: false })] })(
        observation,
      );
      observation.controlPlane.facts!.pods.slice(-1)[0].createdAt = ago(HOUR);
      observation.controlPlane.facts!.signatures.push({
        id,
        component: 'database',
        pod: 'kasm-pg-1',
        at: ago(90),
        line: 'a line of PostgreSQL',
        ...more,
      });
    };

  it('counts when it is about Kasm’s user and database', () => {
    expect(
      found('database-login-refused', says('db-login', { user: 'kasmapp' })),
    ).toMatchObject({ title: "The database refuses Kasm's login (kasmapp)" });
    expect(found('database-login-refused', says('db-login'))).toBeDefined();
  });

  it.each([
    ['another user', { user: 'grafana' }],
    ['another database', { user: 'kasmapp', database: 'other' }],
    ['a time before the pods of today', { at: ago(2 * HOUR) }],
  ])('does not count when it is about %s', (_, more) => {
    expect(
      found('database-login-refused', says('db-login', more)),
    ).toBeUndefined();
  });

  it('of connections passes while two generations of pods run', () => {
    const finding = found('database-connections-exhausted', observation => {
      says('db-slots')(observation);
      const api = observation.controlPlane.facts!.workloads.find(
        ({ component }) => component === 'api',
      )!;
      Object.assign(api, { complete: false, rolledOutAt: ago(30) });
    });

    expect(finding?.settling).toBe(true);
  });

  it('explains that the API is not ready', () => {
    const status = judged(TROUBLE['database-connections-exhausted']);

    expect(findingOf(status, 'pod-not-ready')?.explainedBy).toBe(
      'database-connections-exhausted',
    );
    expect(status.headline.blockedAt).toBe('database');
  });

  it('of missing tables is expected in the first minutes', () => {
    const empty = (age: number) =>
      found('database-not-initialised', observation => {
        says('db-schema')(observation);
        observation.deployment.createdAt = ago(age);
      });

    expect(empty(300)?.settling).toBe(true);
    expect(empty(DAY)?.settling).toBeUndefined();
  });
});

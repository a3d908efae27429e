import type { KubeObject } from '@kasm-portal/backstage-plugin-kasm-node';
import { backupFacts } from './backupFacts';
import { backups, objectStores, scheduledBackups } from './backupKinds';
import { goTime } from './databaseCertificates';
import { databaseClusters } from './databaseKinds';
import { databaseOperators, disruptionBudgets } from './databaseParts';

const named = (name: string, rest: object = {}, metadata: object = {}) =>
  ({
    apiVersion: 'v1',
    kind: 'Any',
    metadata: { name, creationTimestamp: '2026-11-01T08:00:00Z', ...metadata },
    ...rest,
  } as KubeObject);

const CREATED = '2026-11-01T08:00:00Z';
const cluster = (status: object = {}, spec: object = {}, metadata = {}) =>
  databaseClusters.project(named('kasm-pg', { spec, status }, metadata));
const archived = cluster(
  {},
  {
    plugins: [
      {
        name: 'barman-cloud.cloudnative-pg.io',
        isWALArchiver: true,
        parameters: { barmanObjectName: 'store', serverName: 'kasm-pg-2' },
      },
    ],
  },
);
const store = (name: string, windows: object, path = 's3://b/kasm-pg') =>
  objectStores.project(
    named(name, {
      spec: { configuration: { destinationPath: path } },
      status: { serverRecoveryWindow: windows },
    }),
  );
const backup = (name: string, status: object) =>
  backups.project(named(name, { spec: { method: 'plugin' }, status }));

describe('what is kept of a database', () => {
  it('bears objects without spec and status', () => {
    for (const watched of [
      databaseClusters,
      backups,
      scheduledBackups,
      objectStores,
      databaseOperators,
      disruptionBudgets,
    ]) {
      expect(watched.project(named('it'))).toMatchObject({ name: 'it' });
    }
  });

  it.each([
    ['2027-02-20 10:00:00 +0000 UTC', '2027-02-20T10:00:00Z'],
    ['2027-02-20 10:00:00.5 +0200 CEST', '2027-02-20T08:00:00Z'],
    ['2027-02-20T10:00:00Z', '2027-02-20T10:00:00Z'],
    ['soon', undefined],
    [undefined, undefined],
  ])('reads the moment %s', (text, moment) => {
    expect(goTime(text)).toBe(moment);
  });

  it('are certificates, roles, plugins, volumes and the timelines that differ', () => {
    expect(
      cluster(
        {
          timelineID: 3,
          instancesReportedState: {
            'kasm-pg-1': { timeLineID: 3 },
            'kasm-pg-2': { timeLineID: 2 },
          },
          certificates: {
            expirations: { 'kasm-pg-ca': '2027-02-20 10:00:00 +0000 UTC' },
          },
          managedRolesStatus: {
            cannotReconcile: { app: ['password=hunter2hunter2 is wrong'] },
          },
          pluginStatus: [{ name: 'barman', version: '0.14.0', status: 'x' }],
          pvcCount: 3,
          danglingPVC: ['kasm-pg-3'],
        },
        {
          primaryUpdateStrategy: 'supervised',
          postgresql: { parameters: { max_connections: '200' } },
          bootstrap: { initdb: { database: 'kasm', owner: 'kasmapp' } },
        },
        { annotations: { 'cnpg.io/reconciliationLoop': 'disabled' } },
      ),
    ).toMatchObject({
      timeline: 3,
      timelines: { 'kasm-pg-2': 2 },
      certificates: [
        { secret: 'kasm-pg-ca', expiresAt: '2027-02-20T10:00:00Z' },
      ],
      brokenRoles: [
        { role: 'app', error: expect.not.stringContaining('hunter2') },
      ],
      plugins: [{ name: 'barman', version: '0.14.0' }],
      volumes: { count: 3, dangling: ['kasm-pg-3'] },
      maxConnections: 200,
      owner: 'kasmapp',
      ownDatabase: 'kasm',
      supervised: true,
      unattended: true,
    });
  });

  it('is the version of the operator, and since when it has no pod', () => {
    expect(
      databaseOperators.project(
        named('cnpg-controller-manager', {
          spec: {
            template: {
              spec: {
                containers: [
                  { image: 'ghcr.io/cloudnative-pg/cloudnative-pg:1.30.0' },
                ],
              },
            },
          },
          status: {
            conditions: [
              {
                type: 'Available',
                status: 'False',
                lastTransitionTime: CREATED,
              },
            ],
          },
        }),
      ),
    ).toEqual({
      name: 'cnpg-controller-manager',
      available: 0,
      unavailableSince: CREATED,
      version: '1.30.0',
    });
  });
});

describe('what is known of backups', () => {
  const facts = (options: Partial<Parameters<typeof backupFacts>[0]>) =>
    backupFacts({
      cluster: archived,
      schedules: [],
      taken: [],
      stores: undefined,
      ...options,
    });

  it('comes from the archive where Backups were deleted', () => {
    const window = {
      firstRecoverabilityPoint: '2026-11-02T00:00:00Z',
      lastSuccessfulBackupTime: '2026-11-20T02:45:00Z',
    };
    expect(
      facts({ stores: [store('store', { 'kasm-pg-2': window })] }),
    ).toMatchObject({
      lastCompletedAt: '2026-11-20T02:45:00Z',
      window: { firstRecoverabilityPoint: '2026-11-02T00:00:00Z' },
    });
  });

  it('comes from the Cluster where the archive is in core', () => {
    expect(
      facts({
        cluster: cluster({
          firstRecoverabilityPoint: '2026-11-02T00:00:00Z',
          lastSuccessfulBackup: '2026-11-20T02:45:00Z',
        }),
      }).lastCompletedAt,
    ).toBe('2026-11-20T02:45:00Z');
  });

  it.each(['failed', 'walArchivingFailing', 'invalid backup definition'])(
    'are failures such as %s, with or without an end',
    phase => {
      expect(
        facts({
          taken: [
            backup('a', { phase, startedAt: '2026-11-20T02:45:00Z' }),
            backup('b', { phase: 'completed', stoppedAt: CREATED }),
          ],
        }),
      ).toMatchObject({
        lastCompletedAt: CREATED,
        lastFailed: { at: '2026-11-20T02:45:00Z', error: phase },
      });
    },
  );

  it('is a Backup that runs', () => {
    expect(
      facts({ taken: [backup('a', { phase: 'running', startedAt: CREATED })] }),
    ).toMatchObject({ runningSince: CREATED, lastCompletedAt: undefined });
  });

  it('is who else writes to the same place now, but not what it was restored from', () => {
    const last = (lastSuccessfulBackupTime: string) => ({
      lastSuccessfulBackupTime,
    });
    const others = (at: string) =>
      facts({
        stores: [
          store('store', { 'kasm-pg-2': last('2026-11-20T02:45:00Z') }),
          store('other', { 'kasm-pg': last(at) }, 's3://b/kasm-pg/'),
          store('far', { far: last('2026-11-20T02:45:00Z') }, 's3://b/far'),
        ],
      }).sharedWith;

    expect(others('2026-11-20T02:45:00Z')).toBe('kasm-pg');
    expect(others('2026-10-20T02:45:00Z')).toBeUndefined();
  });
});

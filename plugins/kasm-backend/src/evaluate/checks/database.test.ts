import type { Observation } from '../../observation/Observation';
import { ago, DAY, HOUR } from '../__fixtures__/healthyObservation';
import { judged } from '../__fixtures__/judge';
import { database, without } from '../__fixtures__/trouble';

const check = (id: string, change: (observation: Observation) => void) =>
  judged(change).checks.find(one => one.id === id);

const backedUp = (age: number | undefined) => (observation: Observation) => {
  observation.deployment.backupsWanted = true;
  Object.assign(observation.database.facts!, {
    archiving: { ok: true },
    backups: {
      scheduled: true,
      suspended: false,
      schedule: '0 45 2 * * *',
      method: 'plugin',
      lastCompletedAt: age === undefined ? undefined : ago(age),
    },
  });
};
const blind = (observation: Observation) => {
  Object.assign(observation.database, {
    state: 'forbidden',
    reason: 'list clusters in database: 403',
  });
};

describe('database-redundant', () => {
  it.each([
    ['pass', () => {}],
    ['fail', without(['kasm-pg-2', 'kasm-pg-3'])],
    [
      'fail',
      ({ database: { facts } }: Observation) =>
        facts!.pods.forEach(one => {
          one.node = 'database-1';
        }),
    ],
    [
      'skipped',
      (observation: Observation) => {
        without(['kasm-pg-2', 'kasm-pg-3'], { desired: 1 })(observation);
        observation.deployment.databaseInstances = 1;
      },
    ],
    ['unknown', blind],
  ])('%s', (result, change) => {
    expect(check('database-redundant', change)).toMatchObject({ result });
  });
});

describe('backup-recent and archiving-works', () => {
  it.each([
    ['pass', 'pass', backedUp(HOUR)],
    ['fail', 'pass', backedUp(2 * DAY)],
    ['fail', 'pass', backedUp(undefined)],
    ['skipped', 'skipped', () => {}],
    ['unknown', 'unknown', blind],
  ])('%s, %s', (recent, archiving, change) => {
    expect(check('backup-recent', change)).toMatchObject({ result: recent });
    expect(check('archiving-works', change)).toMatchObject({
      result: archiving,
    });
  });

  it('fail for who asked for backups and has none', () => {
    expect(
      check('backup-recent', ({ deployment }) => {
        deployment.backupsWanted = true;
      })?.result,
    ).toBe('fail');
  });

  it('say why nothing is archived', () => {
    expect(
      check(
        'archiving-works',
        database({ archiving: { ok: false, message: 'access denied' } }),
      ),
    ).toMatchObject({ result: 'fail', evidence: 'access denied' });
  });
});

describe('backup-restored-once', () => {
  const rehearsed = (at: string | undefined) => (observation: Observation) => {
    backedUp(HOUR)(observation);
    observation.deployment.lastRestoreRehearsal = at;
  };

  it.each([
    ['pass', ago(30 * DAY)],
    ['unknown', ago(200 * DAY)],
    ['unknown', undefined],
  ])('%s for %s', (result, at) => {
    expect(check('backup-restored-once', rehearsed(at))).toMatchObject({
      result,
    });
  });

  it('says how one is recorded', () => {
    expect(
      check('backup-restored-once', rehearsed(undefined))?.evidence,
    ).toContain('kasm-portal/last-restore-rehearsal');
  });
});

describe('postgres-supported', () => {
  it.each([
    ['pass', 16, 16],
    ['fail', 14, 14],
    ['fail', 16, 14],
    ['fail', 9, 9],
    ['unknown', 99, 99],
    ['unknown', undefined, 14],
  ])('%s for %s where %s is needed', (result, major, postgresMajor) => {
    expect(
      check('postgres-supported', observation => {
        database({ major })(observation);
        observation.deployment.postgresMajor = postgresMajor;
      }),
    ).toMatchObject({ result });
  });
});

import { judgeOperator, judgePostgres } from './databaseOperator';

const operator = (image: string, availableReplicas = 1) =>
  ({
    state: 'there',
    value: [
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'cnpg-controller-manager' },
        spec: { template: { spec: { containers: [{ image }] } } },
        status: { availableReplicas },
      },
    ],
  } as const as any);
const served = {
  state: 'there',
  value: ['clusters', 'backups', 'scheduledbackups'],
} as const as any;

describe('CloudNativePG', () => {
  it.each([
    ['ready', served, operator('x/cnpg:1.30.0'), 'pass', '1.30.0'],
    [
      'not installed',
      { state: 'absent' },
      operator('x'),
      'fail',
      'not installed',
    ],
    [
      'too old a version',
      { state: 'there', value: ['clusters'] },
      operator('x'),
      'fail',
      'not installed',
    ],
    [
      'without its operator',
      served,
      { state: 'there', value: [] },
      'fail',
      'no operator runs in cnpg-system',
    ],
    ['not ready', served, operator('x', 0), 'fail', 'is not ready'],
    [
      'hidden',
      served,
      { state: 'hidden', detail: 'no', remedy: 'r' },
      'unknown',
      'no',
    ],
  ])('%s', (_, definitions, operators, status, text) => {
    const check = judgeOperator(definitions, operators, 'cnpg-system');
    expect(check.status).toBe(status);
    expect(check.detail).toContain(text);
  });

  it.each([
    ['1.30.1', 14, 'pass'],
    ['1.31.0', 14, 'warn'],
    ['1.31.0', 16, 'pass'],
    ['1.20.0', 16, 'fail'],
    ['latest', 16, 'unknown'],
  ])('%s and PostgreSQL %s: %s', (version, major, status) => {
    expect(judgePostgres(operator(`x/cnpg:${version}`), major).status).toBe(
      status,
    );
  });
});

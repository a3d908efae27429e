import { findSignatures } from './signatures';

describe('findSignatures', () => {
  it.each([
    [
      'api',
      'psycopg2.OperationalError: could not translate host name "kasm-pg-rw.database.svc" to address: Name or service not known',
      'db-name',
    ],
    [
      'db-init',
      'connection to server at "kasm-pg-rw" (10.43.1.2), port 5432 failed: Connection refused',
      'db-connect',
    ],
    [
      'manager',
      'FATAL:  password authentication failed for user "kasmapp"',
      'db-login',
    ],
    [
      'database',
      '{"level":"info","record":{"message":"password authentication failed for user \\"kasmapp\\""}}',
      'db-login',
    ],
    ['database', 'ERROR: relation "zones" does not exist', 'db-schema'],
    ['database', 'could not write: No space left on device', 'db-space'],
    [
      'release',
      'Error: Get "https://helm.kasmweb.com/index.yaml": dial tcp: lookup helm.kasmweb.com: no such host',
      'helm-download',
    ],
    [
      'release',
      "Error: values don't meet the specifications of the schema(s)",
      'helm-values',
    ],
    ['proxy', 'no resolver defined to resolve agent-1', 'nginx-resolver'],
  ])('knows in %s: %s', (component, line, id) => {
    expect(findSignatures(component, `start\n${line}\nend`)).toEqual([
      expect.objectContaining({ id, line: expect.any(String) }),
    ]);
  });

  it('unwraps what PostgreSQL said: the words, the moment, and whom it concerns', () => {
    const record = (user: string) =>
      JSON.stringify({
        level: 'info',
        ts: '2026-11-22T11:59:00.000Z',
        logger: 'postgres',
        msg: 'record',
        record: {
          user_name: user,
          database_name: 'kasm',
          message: `password authentication failed for user "${user}"`,
        },
      });

    expect(
      findSignatures('database', `${record('kasmapp')}\n${record('grafana')}`),
    ).toEqual(
      ['kasmapp', 'grafana'].map(user => ({
        id: 'db-login',
        line: `password authentication failed for user "${user}"`,
        at: '2026-11-22T11:59:00Z',
        user,
        database: 'kasm',
      })),
    );
  });

  it('takes nothing from containers that cannot mean it', () => {
    expect(
      findSignatures('proxy', 'password authentication failed for user "x"'),
    ).toEqual([]);
  });

  it('keeps one line per signature, the newest, without secrets', () => {
    const log = [
      'connection to server at "a", port 5432 failed: Connection refused',
      'connection to server at "b", port 5432 failed: Connection refused password=hunter2hunter2',
    ].join('\n');

    const [found, ...rest] = findSignatures('api', log);

    expect(rest).toEqual([]);
    expect(found.line).toContain('"b"');
    expect(found.line).not.toContain('hunter2');
  });

  it('ends at once on a very long line', () => {
    expect(findSignatures('api', 'x'.repeat(5_000_000))).toEqual([]);
  });
});

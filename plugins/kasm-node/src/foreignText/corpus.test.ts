import fc from 'fast-check';
import { redactLine, redactLog } from './redact';

/** As passwords and keys look that the portal, Kasm and operators make. */
const canary = fc.oneof(
  fc.stringMatching(/^[A-Za-z0-9]{32}$/),
  fc.stringMatching(/^[A-Za-z0-9_-]{16,48}$/),
  fc.stringMatching(/^[A-Za-z0-9+/]{40}={0,2}$/),
);

/** Lines as the programs write them; § is where a secret is. */
const CORPUS: Record<string, string[]> = {
  kasm: [
    '2026-11-22 10:00:00,123 [INFO] client_api_server: POST /api/get_agents {"api_key": "§", "api_key_secret": "x"}',
    '2026-11-22 10:00:00,123 [DEBUG] client_api_server: {"api_key":"x","api_key_secret":"§","user_id":"1"}',
    '2026-11-22 10:00:00,123 [ERROR] manager_api_server: invalid token: § from 10.0.20.11',
    "2026-11-22 10:00:00,123 [DEBUG] agent: {'manager_token': '§', 'agent_id': 'a1'}",
    '2026-11-22 10:00:00 [INFO] agent: registration_token=§ hostname=proxy-1',
    '{"asctime":"2026-11-22","levelname":"INFO","message":"join","kasm_client_key":"§"}',
    '{"message":"session","session_token":"§","username":"x"}',
    'sqlalchemy.exc.OperationalError: postgresql://kasmapp:§@kasm-pg-rw.database.svc:5432/kasm?sslmode=require',
    'Connecting with DSN host=kasm-pg-rw user=kasmapp password=§ dbname=kasm',
    'POSTGRES_PASSWORD=§',
    'export REDIS_PASSWORD="§"',
    'server_secret: §',
    'ldap bind password: "§"',
    'SAML private_key="§"',
  ],
  nginx: [
    '10.0.0.1 - - [22/Nov/2026:10:00:00 +0000] "GET /api/x?token=§&a=b HTTP/2.0" 200 12 "-" "Mozilla"',
    '10.0.0.1 - - [22/Nov/2026:10:00:00 +0000] "GET /x HTTP/2.0" 200 12 "https://kasm.example.com/#/c?session_token=§" "M"',
    '2026/11/22 10:00:00 [error] 7#7: *1 upstream timed out, request: "GET /desktop/1/vnc/websockify?token=§ HTTP/1.1", upstream: "https://10.0.20.11:443/"',
    '2026/11/22 10:00:00 [debug] 7#7: *1 http header: "Authorization: Basic §"',
    '2026/11/22 10:00:00 [debug] 7#7: *1 http header: "Cookie: session_token=§; username=x"',
    'upstream: "https://admin:§@10.0.0.1:8443/api"',
  ],
  postgres: [
    `2026-11-22 10:00:00 UTC [42] STATEMENT:  ALTER ROLE kasmapp WITH PASSWORD '§'`,
    `2026-11-22 10:00:00 UTC [42] LOG:  statement: CREATE USER kasmapp WITH ENCRYPTED PASSWORD '§';`,
    `{"level":"info","record":{"query":"ALTER USER app PASSWORD '§'"}}`,
    "primary_conninfo = 'host=kasm-pg-rw user=streaming_replica password=§ port=5432'",
    'could not connect: "postgres://app:§@10.0.0.1/app"',
    '{"logger":"barman-cloud","AWS_SECRET_ACCESS_KEY":"§"}',
    'aws_secret_access_key = §',
  ],
  helm: [
    'helm upgrade --install kasm kasm/kasm --set database.password=§ --wait',
    'helm registry login registry.example.com --username u --password §',
    'Error: execution error at (values.yaml): global.standalone.password: "§"',
    'Error: failed to fetch https://u:§@charts.example.com/index.yaml : 401 Unauthorized',
    'Error: failed to download https://charts.example.com/kasm.tgz?X-Amz-Signature=§',
    'Authorization: Bearer §',
    'dockerconfigjson: {"auths":{"r.example.com":{"username":"u","password":"§"}}}',
  ],
};

const LINES = Object.entries(CORPUS).flatMap(([program, lines]) =>
  lines.map((line): [string, string] => [program, line]),
);

describe('SEC-15: lines of the programs', () => {
  it.each(LINES)('%s: %s', (_, line) => {
    fc.assert(
      fc.property(canary, secret => {
        expect(redactLine(line.replace('§', secret)) ?? '').not.toContain(
          secret,
        );
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    'bash install.sh -e -S agent -p 10.0.0.1 -m kasm.example.com -M §',
    '[INFO] manager: token § was given to agent 10.0.20.11',
    '+ ./install.sh --role agent --manager-token §',
  ])('with nothing but a long word to know it by: %s', line => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9]{26,64}$/), secret => {
        expect(redactLine(line.replace('§', secret))).not.toContain(secret);
      }),
    );
  });

  it('in any order, with anything between, keep none of it', () => {
    const between = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 80 }),
      fc.constantFrom('', ' ', '\t', '\u200b', '\u001b[31m', '"', "'", '\\'),
    );
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...LINES), between), {
          minLength: 1,
          maxLength: 30,
        }),
        fc.stringMatching(/^[A-Za-z0-9]{32}$/),
        (picked, secret) => {
          const log = picked
            .map(([[, line], text]) => `${line.replace('§', secret)}\n${text}`)
            .join('\n');
          expect(redactLog(log).join('\n')).not.toContain(secret);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('are short, and on one line each', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 9000 }), text => {
        for (const line of redactLog(text)) {
          expect(line.length).toBeLessThanOrEqual(2048);
          // eslint-disable-next-line no-control-regex
          expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('take no longer than they are long', () => {
    for (const text of [
      'password='.repeat(20_000),
      '"'.repeat(200_000),
      `-----BEGIN A-----${'-'.repeat(200_000)}`,
      'a.'.repeat(100_000),
      'https://'.repeat(20_000),
    ]) {
      expect(redactLog(text).join('').length).toBeLessThanOrEqual(2048);
    }
  });
});

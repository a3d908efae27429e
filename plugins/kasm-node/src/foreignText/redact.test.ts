import fc from 'fast-check';
import { redactLine, redactLog } from './redact';

const CANARY = 'kAnArY0123456789abcdefghijKLMNOP';

describe('redactLine', () => {
  it.each([
    `password=${CANARY}`,
    `"password": "${CANARY}"`,
    `{"msg":"login","user_password":"${CANARY}","ok":false}`,
    `{"log":"{\\"api_key_secret\\":\\"${CANARY}\\"}"}`,
    `Authorization: Bearer ${CANARY}`,
    `authorization: Basic ${CANARY}==`,
    `"Authorization": "Bearer ${CANARY}"`,
    `Cookie: session_token=${CANARY}; username=me`,
    `Set-Cookie: a=${CANARY}; Path=/`,
    `api_key: ${CANARY}`,
    `api_key_secret=${CANARY}`,
    `kasm_client_key=${CANARY}`,
    `session_token ${CANARY}`,
    `postgresql://kasmapp:${CANARY}@kasm-pg-rw:5432/kasm`,
    `10.0.0.1 - - "GET /api/x?token=${CANARY}&a=b HTTP/2.0" 200`,
    `https://kasm.example.com/#/connect?secret=${CANARY}`,
    `bash install.sh -e -S agent -p 10.0.0.1 -m kasm.example.com -M ${CANARY}`,
    `helm install --set database.password=${CANARY}`,
    `helm registry login --password ${CANARY}`,
    `ALTER USER kasmapp PASSWORD '${CANARY}'`,
    `manager token ${CANARY} accepted`,
    `eyJhbGciOiJIUzI1NiJ9.eyJ${CANARY}.${CANARY}`,
    `-----BEGIN PRIVATE KEY-----${CANARY}-----END PRIVATE KEY-----`,
    `client_secret='${CANARY}'`,
    `pass\u200bword=${CANARY}`,
    `X-Vault-Token: ${CANARY}`,
  ])('hides the secret of %j', line => {
    expect(redactLine(line)).not.toContain(CANARY);
  });

  it.each([
    'FATAL:  password authentication failed for user "kasmapp"',
    'could not translate host name "kasm-pg-rw.database.svc" to address',
    'connection to server at "10.43.0.7", port 5432 failed: Connection refused',
    'ERROR: relation "zones" does not exist at character 15',
    'Error: INSTALLATION FAILED: failed to fetch https://helm.kasmweb.com/index.yaml : 404 Not Found',
    '2026-10-30 12:00:00,123 [INFO] manager: agent 10.0.20.11 checked in',
  ])('leaves what helps: %j', line => {
    expect(redactLine(line)).toBe(line.replace(/\s+/g, ' '));
  });

  it('drops binary lines and cuts long ones', () => {
    expect(redactLine('abc\u0000def')).toBeUndefined();
    expect(redactLine('x'.repeat(10_000))!.length).toBeLessThanOrEqual(2048);
  });

  it('removes characters that hide or turn text', () => {
    expect(redactLine('a\u202eb\u001b[31mc\u200bd')).toBe('ab[31mcd');
  });

  it('hides values of known keys whatever stands around them', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('password', 'token', 'secret', 'api_key', 'cookie'),
        fc.constantFrom('=', ': ', '": "', ' = '),
        fc.stringMatching(/^[ -~]{0,60}$/),
        (key, sign, before) => {
          const line = `${before} ${key}${sign}${CANARY}`;
          expect(redactLine(line) ?? '').not.toContain(CANARY);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe('redactLog', () => {
  it('drops a PEM block that spans lines', () => {
    expect(
      redactLog(
        `before\n-----BEGIN RSA PRIVATE KEY-----\n${CANARY}\nabc\n-----END RSA PRIVATE KEY-----\nafter`,
      ),
    ).toEqual(['before', '[redacted]', 'after']);
  });

  it('drops the rest of a PEM block that began before the tail', () => {
    const line = CANARY.padEnd(64, 'x').slice(0, 64);
    expect(
      redactLog(`${line}\n${line}\nabcd==\n-----END PRIVATE KEY-----\nafter`),
    ).toEqual(['-----END PRIVATE KEY-----', 'after']);
  });
});

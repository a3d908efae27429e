import { findSignatures } from './signatures';

const line = (agent: string, client = '192.0.2.7') =>
  `2026/11/22 09:58:00 [error] 31#31: *17 upstream timed out (110: Connection timed out) while connecting to upstream, client: ${client}, server: , request: "GET /desktop/2c1f4f5e-5a5e-4c9b-8b8a-0f3a4b5c6d7e/vnc/websockify?token=abc HTTP/1.1", upstream: "https://${agent}:443/desktop/x", host: "kasm.example.com"`;

describe('what nginx complains of', () => {
  it('is told with the agent and the time, once for each agent, without who asked', () => {
    const found = findSignatures(
      'proxy',
      [line('10.0.20.11'), line('10.0.20.12'), line('10.0.20.11')].join('\n'),
    );

    expect(found).toEqual(
      ['10.0.20.11', '10.0.20.12'].map(agent => ({
        id: 'nginx-upstream',
        at: '2026-11-22T09:58:00Z',
        line: expect.stringMatching(
          new RegExp(`upstream timed out .*, upstream: https://${agent}:443$`),
        ),
      })),
    );
    expect(JSON.stringify(found)).not.toMatch(/192\.0\.2\.7|desktop|token/);
  });

  it('may be said without a client, or a time that is one', () => {
    expect(
      findSignatures(
        'proxy',
        '2026/99/99 99:99:99 host not found in upstream "a"',
      ),
    ).toEqual([
      {
        id: 'nginx-upstream',
        line: '2026/99/99 99:99:99 host not found in upstream "a"',
      },
    ]);
  });
});

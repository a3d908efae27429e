import { createSecureServer, type Http2SecureServer } from 'http2';
import type { AddressInfo } from 'net';
import { createCertificateAuthority } from '../__testUtils__/certificates';
import { eventually } from '../__testUtils__/startPortal';
import { EndpointProbe } from './EndpointProbe';
import { Trust } from './Trust';

const HOST = 'kasm.example.com';

describe('EndpointProbe', () => {
  let server: Http2SecureServer;
  let probe: EndpointProbe;
  let status = 200;
  let asking = 0;
  let most = 0;
  let upgrades = 0;
  const resolved = ['192.0.2.9', '192.0.2.1'];
  const results = jest.fn();

  beforeAll(async () => {
    const authority = await createCertificateAuthority();
    const certificate = await authority.issue({
      commonName: HOST,
      dnsNames: [HOST],
    });
    server = createSecureServer(
      { ...certificate, allowHTTP1: true },
      (request, response) => {
        if (request.url === '/') {
          asking++;
          most = Math.max(most, asking);
        }
        setTimeout(() => {
          if (request.url === '/') {
            asking--;
          }
          response.statusCode = status;
          response.end('{"ok":true}');
        }, 20);
      },
    );
    server.on('upgrade', (_request, socket) => {
      upgrades++;
      socket.end('HTTP/1.1 401 Unauthorized\r\ncontent-length: 0\r\n\r\n');
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    probe = new EndpointProbe({
      target: {
        host: HOST,
        port: (server.address() as AddressInfo).port,
        address: '127.0.0.1',
      },
      trust: new Trust({ ca: authority.caPem }),
      resolve: async () => resolved,
      onResult: results,
    });
    probe.start();
    await eventually(
      async () => probe.facts,
      facts => facts?.failures === 0,
    );
  });
  afterAll(async () => {
    await probe.stop();
    await new Promise(resolve => server.close(resolve));
  });

  it('sees a break within two seconds of a nudge, and the end of it by itself', async () => {
    status = 502;
    probe.nudge();
    const broken = await eventually(
      async () => probe.facts!,
      facts => facts.failures > 0,
      2000,
    );
    expect(broken).toMatchObject({
      rootStatus: 502,
      apiStatus: 502,
      apiHealthy: false,
      failingSince: broken.at,
    });

    status = 200;
    const healed = await eventually(
      async () => probe.facts!,
      facts => facts.failures === 0,
      2000,
    );
    expect(healed.failingSince).toBeUndefined();
  });

  it('knows what DNS says though it connects elsewhere, whatever the order', async () => {
    expect(probe.facts).toMatchObject({
      addresses: ['127.0.0.1'],
      resolved: ['192.0.2.1', '192.0.2.9'],
    });
  });

  it('asks for a WebSocket seldom while all is well, and remembers the answer', async () => {
    const before = upgrades;
    const seen = results.mock.calls.length;
    for (let nudge = 0; nudge < 3; nudge++) {
      probe.nudge();
      await eventually(
        async () => results.mock.calls.length,
        count => count > seen + nudge,
        2000,
      );
    }

    expect(upgrades).toBe(before);
    expect(probe.facts?.websocket).toBe('ok');
  });

  it('never asks twice at a time, however much is changing', async () => {
    const before = results.mock.calls.length;
    for (let nudge = 0; nudge < 50; nudge++) {
      probe.nudge();
      await new Promise(resolve => setTimeout(resolve, 10));
    }

    expect(most).toBe(1);
    expect(results.mock.calls.length - before).toBeLessThan(6);
  });
});

import { useManualWorld } from '../../world/useManualWorld';
import { readCertificate } from '../../certificates/readCertificate';
import { expireCertificate } from './expireCertificate';

const HOST = 'kasm.sandbox.localhost';
const certificate = {
  namespace: 'kasm',
  name: 'kasm-sandbox-localhost-tls',
};

describe('expireCertificate', () => {
  const world = useManualWorld({ seeded: true });

  it('expire the certificate, the served one too, until healed', async () => {
    const heal = expireCertificate(world.controllers, certificate);
    await world.clock.advance(1000);
    const object = () =>
      world.rke2.get('certificates.cert-manager.io', 'kasm', certificate.name)!;
    expect(object().status.conditions).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          type: 'Ready',
          status: 'False',
          reason: 'Expired',
        }),
      ]),
    );
    const until = () => {
      const shown = world.controllers.traefik.certificate(HOST);
      return readCertificate((shown as { cert: string }).cert)!.notAfter;
    };
    const now = () => world.clock.now();
    expect(until() < now()).toBe(true);
    // The backend is not verified: Kasm itself goes on answering.
    expect(
      world.controllers.traefik.route({
        entryPoint: 'websecure',
        host: HOST,
        method: 'GET',
        path: '/',
        query: new URLSearchParams(),
        headers: {},
        clientIp: '127.0.0.1',
      }).kind,
    ).toBe('proxy');
    heal();
    await world.clock.advance(10_000);
    expect(until() > now()).toBe(true);
    expect(new Date(object().status.notAfter) > now()).toBe(true);
  });
});

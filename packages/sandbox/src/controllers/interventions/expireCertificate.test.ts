import { useManualWorld } from '../../world/useManualWorld';
import { certificateFor, routeRequest } from '../traefik/routeRequest';
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
    const until = (text: string | undefined) =>
      Date.parse(text!.split(' until ')[1]);
    const now = () => world.clock.now().getTime();
    expect(until(certificateFor(world.rke2, HOST)?.cert)).toBeLessThan(now());
    // The backend is not verified: Kasm itself goes on answering.
    expect(routeRequest(world.rke2, HOST, world.clock.now()).kind).toBe(
      'proxy',
    );
    heal();
    await world.clock.advance(10_000);
    expect(until(certificateFor(world.rke2, HOST)?.cert)).toBeGreaterThan(
      now(),
    );
    expect(Date.parse(object().status.notAfter)).toBeGreaterThan(now());
  });
});

import { createClusterStore } from '../../apiserver/createClusterStore';
import { createManualClock } from '../../world/createManualClock';
import { goDuration } from './duration';
import { startCertManager } from './startCertManager';

// Everything takes long on a machine with much else to do.
jest.setTimeout(60_000);

const DAY = 86_400_000;

function setUp(issue?: () => Promise<never>) {
  const clock = createManualClock();
  const store = createClusterStore({ clock });
  store.create({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'kasm' },
  });
  let number = 0;
  const manager = startCertManager(
    store,
    clock,
    issue ??
      (async ({ dnsNames, notBefore, notAfter }) => ({
        key: 'key',
        cert: `${(number += 1)} ${dnsNames}`,
        ca: 'ca',
        notBefore: notBefore!,
        notAfter: notAfter!,
      })),
  );
  const get = () => store.get('certificates.cert-manager.io', 'kasm', 'tls')!;
  return {
    clock,
    store,
    manager,
    get,
    condition: (type: string) =>
      get().status.conditions.find((each: any) => each.type === type),
    served: () =>
      Buffer.from(
        store.get('secrets', 'kasm', 'tls')!.data['tls.crt'],
        'base64',
      ).toString(),
    issuer: () =>
      store.create({
        apiVersion: 'cert-manager.io/v1',
        kind: 'ClusterIssuer',
        metadata: { name: 'vault-issuer' },
        spec: {},
      }),
    certificate: () =>
      store.create({
        apiVersion: 'cert-manager.io/v1',
        kind: 'Certificate',
        metadata: { name: 'tls', namespace: 'kasm' },
        spec: {
          secretName: 'tls',
          dnsNames: ['kasm.example.com'],
          issuerRef: { kind: 'ClusterIssuer', name: 'vault-issuer' },
          duration: '720h',
          renewBefore: '168h0m0s',
        },
      }),
  };
}

describe('cert-manager', () => {
  it('issues a certificate with its Secret and its request', async () => {
    const world = setUp();
    world.issuer();
    world.certificate();
    await world.clock.advance(5000);
    expect(world.condition('Ready')).toMatchObject({
      status: 'True',
      reason: 'Ready',
    });
    expect(world.condition('Issuing')).toBeUndefined();
    const { notBefore, notAfter, renewalTime, revision } = world.get().status;
    expect(Date.parse(notAfter) - Date.parse(notBefore)).toBe(30 * DAY);
    expect(Date.parse(notAfter) - Date.parse(renewalTime)).toBe(7 * DAY);
    expect(revision).toBe(1);
    expect(
      world.store.get('secrets', 'kasm', 'tls')!.metadata.annotations,
    ).toMatchObject({
      'cert-manager.io/certificate-name': 'tls',
      'cert-manager.io/alt-names': 'kasm.example.com',
    });
    expect(
      world.store
        .list('certificaterequests.cert-manager.io')
        .map(({ metadata }) => metadata.name),
    ).toEqual(['tls-1']);
    world.manager.stop();
  });

  it('is not ready without its issuer, and says so in the request', async () => {
    const world = setUp();
    world.certificate();
    await world.clock.advance(5000);
    expect(world.condition('Ready').status).toBe('False');
    const [request] = world.store.list('certificaterequests.cert-manager.io');
    expect(request.status.conditions).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          type: 'Ready',
          status: 'False',
          reason: 'Pending',
          message: expect.stringContaining('"vault-issuer" not found'),
        }),
      ]),
    );
    world.issuer();
    await world.clock.advance(5000);
    expect(world.condition('Ready').status).toBe('True');
    world.manager.stop();
  });

  it('renews in time and at once when the names change or the Secret goes', async () => {
    const world = setUp();
    world.issuer();
    world.certificate();
    await world.clock.advance(5000);
    expect(world.served()).toBe('1 kasm.example.com');
    await world.clock.advance(23 * DAY);
    expect(world.served()).toBe('2 kasm.example.com');
    world.store.update(
      'certificates.cert-manager.io',
      'kasm',
      'tls',
      ({ spec }) => {
        spec.dnsNames = ['other.example.com'];
      },
    );
    await world.clock.advance(5000);
    expect(world.served()).toBe('3 other.example.com');
    world.store.delete('secrets', 'kasm', 'tls');
    await world.clock.advance(5000);
    expect(world.served()).toBe('4 other.example.com');
    expect(world.condition('Ready').status).toBe('True');
    world.manager.stop();
  });

  it('shows what the authority says when it refuses', async () => {
    const world = setUp(async () => {
      throw new Error('Vault is sealed');
    });
    world.issuer();
    world.certificate();
    await world.clock.advance(1500);
    const [request] = world.store.list('certificaterequests.cert-manager.io');
    expect(request.status.conditions).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          reason: 'Failed',
          message: 'Vault is sealed',
        }),
      ]),
    );
    world.manager.stop();
  });

  it.each([
    ['720h', 720 * 3_600_000],
    ['1h30m', 5_400_000],
    ['720h0m0s', 720 * 3_600_000],
  ])('reads the duration %s', (text, expected) => {
    expect(goDuration(text)).toBe(expected);
  });
});

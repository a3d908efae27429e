import type { StoredObject } from '../../apiserver/ClusterStore';
import { createClusterStore } from '../../apiserver/createClusterStore';
import { writeCertificate } from '../../certificates/writtenCertificate';
import { createManualClock } from '../../world/createManualClock';
import { goDuration, goDurationText } from '../machinery/goDuration';
import { noCertificateDisturbances } from './certificateDisturbances';
import type { IssueCertificate } from './certificateObjects';
import { retryDelay } from './failedIssuance';
import { startCertManager } from './startCertManager';

// Everything takes long on a machine with much else to do.
jest.setTimeout(60_000);

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const CERTIFICATES = 'certificates.cert-manager.io';
const REQUESTS = 'certificaterequests.cert-manager.io';

const VAULT = {
  vault: {
    server: 'https://vault.vault.svc:8200',
    path: 'pki_int/sign/platform',
    auth: { kubernetes: { role: 'cert-manager' } },
  },
};

function setUp(options: { issuer?: boolean } = {}) {
  const clock = createManualClock();
  const store = createClusterStore({ clock });
  const namespace = (name: string) =>
    store.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
  ['kasm', 'cert-manager'].forEach(namespace);
  const scale = (name: string, availableReplicas: number) =>
    store.updateStatus('deployments.apps', 'cert-manager', name, status => {
      status.availableReplicas = availableReplicas;
    });
  for (const name of ['cert-manager', 'cert-manager-webhook']) {
    store.create({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name, namespace: 'cert-manager' },
      spec: { replicas: 1, selector: {}, template: {} },
    });
    scale(name, 1);
  }
  let number = 0;
  const issue: IssueCertificate = async ({
    commonName,
    dnsNames,
    notBefore = new Date(0),
    notAfter = new Date(0),
    key = `key ${(number += 1)}`,
    signer,
  }) => {
    const cert = writeCertificate({
      commonName,
      names: dnsNames,
      notBefore: notBefore.toISOString(),
      notAfter: notAfter.toISOString(),
      ca: signer === 'self' ? 'self' : signer?.cert ?? 'vault',
      key,
    });
    return { key, cert, ca: cert, notBefore, notAfter };
  };
  const disturbances = noCertificateDisturbances();
  const manager = startCertManager(store, clock, issue, disturbances);
  const get = () => store.get(CERTIFICATES, 'kasm', 'tls')!;
  const condition = (type: string, object: StoredObject | undefined = get()) =>
    object?.status?.conditions?.find((each: any) => each.type === type);
  const issuer = (
    spec: object = VAULT,
    name = 'vault-issuer',
    kind = 'ClusterIssuer',
  ) =>
    store.create({
      apiVersion: 'cert-manager.io/v1',
      kind,
      metadata: {
        name,
        ...(kind === 'Issuer' ? { namespace: 'kasm' } : {}),
      },
      spec,
    });
  if (options.issuer !== false) {
    issuer();
  }
  return {
    clock,
    store,
    disturbances,
    get,
    condition,
    issuer,
    scale,
    stop: () => {
      manager.stop();
      clock.stop();
    },
    requests: () => store.list(REQUESTS),
    request: () => store.list(REQUESTS).at(-1)!,
    secret: () => store.get('secrets', 'kasm', 'tls'),
    key: () =>
      Buffer.from(
        store.get('secrets', 'kasm', 'tls')!.data['tls.key'],
        'base64',
      ).toString(),
    events: () =>
      store.list('events').map(({ reason, message, source }) => ({
        reason,
        message,
        source: source.component,
      })),
    change: (change: (spec: any) => void) =>
      store.update(CERTIFICATES, 'kasm', 'tls', ({ spec }) => change(spec)),
    certificate: (spec: object = {}) =>
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
          ...spec,
        },
      }),
  };
}

let world: ReturnType<typeof setUp>;
afterEach(() => world?.stop());

describe('cert-manager', () => {
  it('issues a certificate with its Secret, its request and its events', async () => {
    world = setUp();
    world.certificate();
    await world.clock.advance(5000);
    expect(world.condition('Ready')).toMatchObject({
      status: 'True',
      reason: 'Ready',
      message: 'Certificate is up to date and has not expired',
    });
    expect(world.condition('Issuing')).toBeUndefined();
    const { notBefore, notAfter, renewalTime, revision } = world.get().status;
    // Vault backdates by half a minute.
    expect(Date.parse(notAfter) - Date.parse(notBefore)).toBe(
      30 * DAY + 30_000,
    );
    expect(Date.parse(notAfter) - Date.parse(renewalTime)).toBe(7 * DAY);
    expect(revision).toBe(1);
    expect(world.secret()).toMatchObject({
      type: 'kubernetes.io/tls',
      metadata: {
        annotations: {
          'cert-manager.io/certificate-name': 'tls',
          'cert-manager.io/alt-names': 'kasm.example.com',
          'cert-manager.io/issuer-kind': 'ClusterIssuer',
        },
      },
    });
    expect(world.requests().map(({ metadata }) => metadata.name)).toEqual([
      'tls-1',
    ]);
    expect(world.condition('Approved', world.request())).toMatchObject({
      status: 'True',
      reason: 'cert-manager.io',
    });
    expect(world.condition('Ready', world.request())).toMatchObject({
      status: 'True',
      reason: 'Issued',
    });
    expect(world.events()).toEqual(
      expect.arrayContaining([
        {
          reason: 'Issuing',
          message: 'Issuing certificate as Secret does not exist',
          source: 'cert-manager-certificates-trigger',
        },
        {
          reason: 'Requested',
          message: 'Created new CertificateRequest resource "tls-1"',
          source: 'cert-manager-certificates-request-manager',
        },
        {
          reason: 'Issuing',
          message: 'The certificate has been successfully issued',
          source: 'cert-manager-certificates-issuing',
        },
      ]),
    );
  });

  it('waits for its issuer, and says so in the request', async () => {
    world = setUp({ issuer: false });
    world.certificate();
    await world.clock.advance(5000);
    expect(world.condition('Ready').status).toBe('False');
    expect(world.condition('Issuing').status).toBe('True');
    expect(world.condition('Ready', world.request())).toMatchObject({
      status: 'False',
      reason: 'Pending',
      message:
        'Referenced "ClusterIssuer" not found: clusterissuer.cert-manager.io "vault-issuer" not found',
    });
    world.issuer();
    await world.clock.advance(5000);
    expect(world.condition('Ready').status).toBe('True');
  });

  it('leaves requests for issuers of other groups to others', async () => {
    world = setUp();
    world.certificate({
      issuerRef: { group: 'acme.corp', kind: 'Vault', name: 'x' },
    });
    await world.clock.advance(HOUR);
    expect(world.request().status?.conditions).toBeUndefined();
    expect(world.condition('Issuing').status).toBe('True');
  });

  it('renews in time, keeping the old one good, and forgets old requests', async () => {
    world = setUp();
    world.certificate();
    await world.clock.advance(5000);
    const first = world.key();
    await world.clock.advance(23 * DAY - 10_000);
    expect(world.key()).toBe(first);
    await world.clock.advance(6500);
    expect(world.condition('Issuing')).toMatchObject({
      status: 'True',
      reason: 'Renewing',
      message:
        'Renewing certificate as renewal was scheduled at 2026-11-24 08:00:01 +0000 UTC',
    });
    expect(world.condition('Ready').status).toBe('True');
    await world.clock.advance(10_000);
    expect(world.key()).not.toBe(first);
    expect(world.get().status.revision).toBe(2);
    expect(world.requests().map(({ metadata }) => metadata.name)).toEqual([
      'tls-2',
    ]);
  });

  it('issues anew when asked by hand, when the names change, when the Secret goes or is spoilt', async () => {
    world = setUp();
    world.certificate();
    await world.clock.advance(5000);
    // As `cmctl renew` does.
    world.store.updateStatus(CERTIFICATES, 'kasm', 'tls', status => {
      status.conditions.push({
        type: 'Issuing',
        status: 'True',
        reason: 'ManuallyTriggered',
        message: 'Certificate re-issuance manually triggered',
      });
    });
    await world.clock.advance(5000);
    expect(world.get().status.revision).toBe(2);

    world.change(spec => {
      spec.dnsNames = ['other.example.com'];
    });
    await world.clock.advance(500);
    expect(world.condition('Ready')).toMatchObject({
      status: 'False',
      reason: 'RequestChanged',
      message:
        'Fields on existing CertificateRequest resource not up to date: [spec.dnsNames]',
    });
    await world.clock.advance(5000);
    expect(
      world.secret()!.metadata.annotations!['cert-manager.io/alt-names'],
    ).toBe('other.example.com');

    world.store.delete('secrets', 'kasm', 'tls');
    await world.clock.advance(500);
    expect(world.condition('Ready')).toMatchObject({ reason: 'DoesNotExist' });
    expect(world.get().status.notAfter).toBeUndefined();
    await world.clock.advance(5000);
    expect(world.get().status.revision).toBe(4);

    world.store.update('secrets', 'kasm', 'tls', ({ data }) => {
      data['tls.key'] = Buffer.from('another').toString('base64');
    });
    await world.clock.advance(500);
    expect(world.condition('Ready')).toMatchObject({
      reason: 'InvalidKeyPair',
    });
    await world.clock.advance(5000);
    expect(world.condition('Ready').status).toBe('True');
  });

  it('makes a new key each time unless told otherwise', async () => {
    world = setUp();
    world.certificate({ privateKey: { rotationPolicy: 'Never' } });
    await world.clock.advance(5000);
    const first = world.key();
    await world.clock.advance(24 * DAY);
    expect(world.get().status.revision).toBe(2);
    expect(world.key()).toBe(first);
    world.change(spec => {
      spec.privateKey.rotationPolicy = 'Always';
    });
    await world.clock.advance(24 * DAY);
    expect(world.key()).not.toBe(first);
  });

  it('tells what Vault refuses, and tries again after 1 h, 2 h, 4 h, at once when it asks for something else', async () => {
    world = setUp();
    world.disturbances.vault.role = {
      ...world.disturbances.vault.role,
      allowAnyName: false,
      allowedDomains: ['example.org'],
    };
    world.certificate();
    await world.clock.advance(5000);
    const words =
      'Vault failed to sign certificate: failed to sign certificate by vault: Error making API request.\n\nURL: POST https://vault.vault.svc:8200/v1/pki_int/sign/platform\nCode: 400. Errors:\n\n* subject alternate name kasm.example.com not allowed by this role';
    expect(world.condition('Ready', world.request())).toMatchObject({
      status: 'False',
      reason: 'Failed',
      message: words,
    });
    expect(world.condition('Issuing')).toMatchObject({
      status: 'False',
      reason: 'Failed',
      message: `The certificate request has failed to complete and will be retried: ${words}`,
    });
    const failed = world.get().status.lastFailureTime;
    expect(world.get().status.failedIssuanceAttempts).toBe(1);
    await world.clock.advance(HOUR - 10_000);
    expect(world.get().status.lastFailureTime).toBe(failed);
    await world.clock.advance(20_000);
    expect(world.get().status.failedIssuanceAttempts).toBe(2);
    await world.clock.advance(HOUR + 20_000);
    expect(world.get().status.failedIssuanceAttempts).toBe(2);
    await world.clock.advance(HOUR);
    expect(world.get().status.failedIssuanceAttempts).toBe(3);
    expect([1, 2, 3, 4, 9].map(each => retryDelay(each) / HOUR)).toEqual([
      1, 2, 4, 8, 32,
    ]);

    world.change(spec => {
      spec.dnsNames = ['kasm.example.org'];
    });
    await world.clock.advance(5000);
    expect(world.condition('Ready').status).toBe('True');
    expect(world.get().status).not.toHaveProperty('failedIssuanceAttempts');
    expect(world.get().status).not.toHaveProperty('lastFailureTime');
    expect(world.requests()).toHaveLength(1);
  });

  it('stops at a denied request, and goes on after an hour', async () => {
    world = setUp();
    const policy = 'No policy approved this request: [platform: …]';
    world.disturbances.denied.set('kasm/tls', policy);
    world.certificate();
    await world.clock.advance(5000);
    expect(world.condition('Denied', world.request())).toMatchObject({
      status: 'True',
      reason: 'policy.cert-manager.io',
      message: policy,
    });
    expect(world.condition('Ready', world.request())).toMatchObject({
      status: 'False',
      reason: 'Denied',
      message: 'The CertificateRequest was denied by an approval controller',
    });
    expect(world.condition('Issuing')).toMatchObject({
      status: 'False',
      reason: 'policy.cert-manager.io',
    });
    world.disturbances.denied.clear();
    await world.clock.advance(HOUR);
    expect(world.condition('Ready').status).toBe('True');
  });

  it('goes on with what it has while Vault is sealed', async () => {
    world = setUp();
    world.certificate();
    await world.clock.advance(5000);
    world.disturbances.vault.sealed = true;
    const issuer = () =>
      world.condition(
        'Ready',
        world.store.get(
          'clusterissuers.cert-manager.io',
          undefined,
          'vault-issuer',
        ),
      );
    // It asks seldom: until then the issuer looks good.
    await world.clock.advance(60_000);
    expect(issuer()).toMatchObject({ status: 'True', reason: 'VaultVerified' });
    world.store.delete('secrets', 'kasm', 'tls');
    await world.clock.advance(5000);
    expect(world.condition('Ready', world.request())).toMatchObject({
      reason: 'Pending',
      message: expect.stringContaining('* Vault is sealed'),
    });
    await world.clock.advance(10 * HOUR);
    expect(issuer()).toMatchObject({
      status: 'False',
      reason: 'VaultError',
      message: expect.stringMatching(
        /^Failed to initialize Vault client: .*Code: 503\. Errors:\n\n\* Vault is sealed$/s,
      ),
    });
    expect(world.condition('Issuing').status).toBe('True');
    world.disturbances.vault.sealed = false;
    await world.clock.advance(60_000);
    expect(issuer().status).toBe('True');
    expect(world.condition('Ready').status).toBe('True');
  });

  it('is shortened by the role without a word', async () => {
    world = setUp();
    world.disturbances.vault.role.maxTtl = DAY;
    world.certificate();
    await world.clock.advance(5000);
    const { notBefore, notAfter, renewalTime } = world.get().status;
    expect(Date.parse(notAfter) - Date.parse(notBefore)).toBe(DAY + 30_000);
    // A week before the end would be before the beginning: a third of the life it is.
    expect(Date.parse(renewalTime)).toBeGreaterThan(Date.parse(notBefore));
  });

  it('signs by itself and by an authority in a Secret', async () => {
    world = setUp({ issuer: false });
    world.issuer({ selfSigned: {} }, 'own', 'Issuer');
    world.issuer({ ca: { secretName: 'tls' } }, 'ours', 'Issuer');
    world.certificate({ isCA: true, issuerRef: { name: 'own' } });
    await world.clock.advance(500);
    const issuer = (name: string) =>
      world.condition(
        'Ready',
        world.store.get('issuers.cert-manager.io', 'kasm', name),
      );
    expect(issuer('own')).toMatchObject({ status: 'True', reason: 'IsReady' });
    expect(issuer('ours')).toMatchObject({
      status: 'False',
      reason: 'ErrGetKeyPair',
      message: 'Error getting keypair for CA issuer: secrets "tls" not found',
    });
    await world.clock.advance(5000);
    expect(issuer('ours')).toMatchObject({
      status: 'True',
      reason: 'KeyPairVerified',
    });
    world.store.create({
      apiVersion: 'cert-manager.io/v1',
      kind: 'Certificate',
      metadata: { name: 'leaf', namespace: 'kasm' },
      spec: {
        secretName: 'leaf',
        dnsNames: ['a.b'],
        issuerRef: { name: 'ours' },
      },
    });
    await world.clock.advance(5000);
    expect(
      world.condition('Ready', world.store.get(CERTIFICATES, 'kasm', 'leaf')),
    ).toMatchObject({ status: 'True' });
  });

  it('does nothing while it has no pod, and everything when it is back', async () => {
    world = setUp();
    world.scale('cert-manager', 0);
    world.certificate();
    await world.clock.advance(HOUR);
    expect(world.get().status?.conditions).toBeUndefined();
    world.scale('cert-manager', 1);
    await world.clock.advance(5000);
    expect(world.condition('Ready').status).toBe('True');
  });

  it.each([
    ['720h', 720 * HOUR],
    ['1h30m', 1.5 * HOUR],
    ['720h0m0s', 720 * HOUR],
    ['300ms', 300],
  ])('reads the duration %s', (text, expected) => {
    expect(goDuration(text)).toBe(expected);
    expect(goDurationText(720 * HOUR)).toBe('720h0m0s');
  });
});

import { X509Certificate } from 'node:crypto';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createServer,
  connect,
  type PeerCertificate,
  type Server,
} from 'node:tls';
import type { AddressInfo } from 'node:net';
import { createCertificateAuthority } from './CertificateAuthority';
import { createDefaultCertificate } from './defaultCertificate';
import { keptAuthority } from './keptAuthority';
import { readCertificate, stands } from './readCertificate';

// Everything takes long on a machine with much else to do.
jest.setTimeout(60_000);

async function handshake(
  server: { key: string; cert: string },
  ca: string,
  servername: string,
): Promise<PeerCertificate> {
  const listener: Server = createServer(server, socket => socket.end());
  await new Promise<void>(resolve => listener.listen(0, '127.0.0.1', resolve));
  try {
    return await new Promise((resolve, reject) => {
      const socket = connect(
        {
          host: '127.0.0.1',
          port: (listener.address() as AddressInfo).port,
          servername,
          ca,
        },
        () => {
          resolve(socket.getPeerCertificate());
          socket.destroy();
        },
      );
      socket.on('error', reject);
    });
  } finally {
    await new Promise(resolve => listener.close(resolve));
  }
}

describe('createCertificateAuthority', () => {
  it('issues a certificate that a client with the CA accepts for its names only', async () => {
    const authority = await createCertificateAuthority();
    const issued = await authority.issue({
      commonName: 'kasm.sandbox.localhost',
      dnsNames: ['kasm.sandbox.localhost'],
      ipAddresses: ['127.0.0.1'],
    });
    const peer = await handshake(
      issued,
      authority.caPem,
      'kasm.sandbox.localhost',
    );
    expect(peer.subject.CN).toBe('kasm.sandbox.localhost');
    expect(peer.issuer.CN).toBe('Kasm sandbox CA');
    await expect(
      handshake(issued, authority.caPem, 'other.sandbox.localhost'),
    ).rejects.toMatchObject({ code: 'ERR_TLS_CERT_ALTNAME_INVALID' });
    const stranger = await createCertificateAuthority();
    await expect(
      handshake(issued, stranger.caPem, 'kasm.sandbox.localhost'),
    ).rejects.toThrow();
  });

  it('is valid for as long as asked, and can be made already expired', async () => {
    const authority = await createCertificateAuthority();
    const before = Date.now();
    const month = await authority.issue({
      commonName: 'a.example.com',
      dnsNames: ['a.example.com'],
      durationHours: 720,
    });
    const hours = (month.notAfter.getTime() - before) / 3_600_000;
    expect(hours).toBeGreaterThan(719.9);
    expect(hours).toBeLessThan(720.1);
    expect(new Date(new X509Certificate(month.cert).validTo)).toEqual(
      month.notAfter,
    );

    const expired = await authority.issue({
      commonName: 'a.example.com',
      dnsNames: ['a.example.com'],
      notBefore: new Date('2025-01-01T00:00:00Z'),
      notAfter: new Date('2025-01-31T00:00:00Z'),
    });
    await expect(
      handshake(expired, authority.caPem, 'a.example.com'),
    ).rejects.toMatchObject({ code: 'CERT_HAS_EXPIRED' });
  });

  it('signs for others: with a key they have, by itself, or by another authority', async () => {
    const authority = await createCertificateAuthority();
    const names = { commonName: 'a', dnsNames: ['a.example.com'] };
    const first = await authority.issue(names);
    const again = await authority.issue({ ...names, key: first.key });
    expect(again.key).toBe(first.key);
    expect(readCertificate(again.cert)!.isOf(first.key)).toBe(true);

    const own = await authority.issue({ ...names, isCa: true, signer: 'self' });
    expect(own.ca).toBe(own.cert);
    expect(new X509Certificate(own.cert).ca).toBe(true);
    const leaf = await authority.issue({
      dnsNames: ['b.example.com', '*.c.example.com'],
      signer: own,
    });
    const read = readCertificate(leaf.cert)!;
    expect(read.commonName).toBeUndefined();
    expect(read.names).toEqual(['b.example.com', '*.c.example.com']);
    expect(read.notAfter).toEqual(leaf.notAfter);
    expect(read.isOf(first.key)).toBe(false);
    expect(read.isSignedBy(own.cert)).toBe(true);
    expect(read.isSignedBy(authority.caPem)).toBe(false);
    expect(readCertificate('no certificate')).toBeUndefined();
  });

  it.each([
    ['a.b', 'A.b', true],
    ['*.b.c', 'a.b.c', true],
    ['*.b.c', 'x.a.b.c', false],
    ['*.b.c', 'b.c', false],
  ])('the name %s stands for %s: %s', (name, host, does) => {
    expect(stands(name, host)).toBe(does);
  });

  it('gives every certificate another number', async () => {
    const authority = await createCertificateAuthority();
    const request = { commonName: 'a', dnsNames: ['a.example.com'] };
    const numbers = await Promise.all(
      Array.from(
        { length: 5 },
        async () =>
          new X509Certificate((await authority.issue(request)).cert)
            .serialNumber,
      ),
    );
    expect(new Set(numbers).size).toBe(5);
  });
});

describe('createDefaultCertificate', () => {
  it('is named as Traefik names its own and trusted by nobody', async () => {
    const certificate = await createDefaultCertificate();
    expect(new X509Certificate(certificate.cert).subject).toBe(
      'CN=TRAEFIK DEFAULT CERT',
    );
  });
});

describe('keptAuthority', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'sandbox-ca-'));
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));

  it('is the same after a restart, and its key is for the owner only', async () => {
    const first = await keptAuthority(join(directory, 'new', 'folder'));
    const second = await keptAuthority(join(directory, 'new', 'folder'));
    expect(second.caPem).toBe(first.caPem);
    const issued = await second.issue({
      commonName: 'a.example.com',
      dnsNames: ['a.example.com'],
    });
    await expect(
      handshake(issued, first.caPem, 'a.example.com'),
    ).resolves.toBeDefined();
    const { mode } = await stat(join(directory, 'new', 'folder', 'ca.key'));
    expect((mode % 0o1000).toString(8)).toBe('600');
  });

  it('replaces one that is broken or whose key belongs to another', async () => {
    const first = await keptAuthority(directory);
    await writeFile(join(directory, 'ca.crt'), 'not a certificate');
    const second = await keptAuthority(directory);
    expect(second.caPem).not.toBe(first.caPem);
    await writeFile(
      join(directory, 'ca.key'),
      (
        await createCertificateAuthority()
      ).caKeyPem,
    );
    const third = await keptAuthority(directory);
    expect(third.caPem).not.toBe(second.caPem);
  });
});

import {
  X509Certificate as NodeCertificate,
  createPrivateKey,
  webcrypto,
} from 'node:crypto';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
  cryptoProvider,
} from '@peculiar/x509';
import {
  SIGNING_ALGORITHM,
  createKeyPair,
  importPrivateKey,
  keyPairOf,
  type KeyPair,
  privateKeyPem,
  serialNumber,
} from './KeyPair';

cryptoProvider.set(webcrypto as Crypto);

const HOUR = 3_600_000;
/** As Vault does: a client whose clock is a little behind accepts the certificate too. */
const BACKDATED_BY = 30_000;
const DEFAULT_HOURS = 720;
const AUTHORITY_YEARS = 2;

/** What a certificate is asked for with. */
export interface CertificateRequest {
  /** None when the certificate has names only. */
  commonName?: string;
  dnsNames: string[];
  ipAddresses?: string[];
  /** Default: half a minute ago. */
  notBefore?: Date;
  /** Default: `durationHours` after now. */
  notAfter?: Date;
  /** Default 720, the platform's 30 days. */
  durationHours?: number;
  /** PEM of the private key to use; a new one when absent. */
  key?: string;
  /** Whether it may sign others. */
  isCa?: boolean;
  /** Who signs: itself, or another authority by its PEM texts; this one when absent. */
  signer?: 'self' | { key: string; cert: string };
}

/** A signed certificate; all PEM. */
export interface IssuedCertificate {
  key: string;
  cert: string;
  ca: string;
  notBefore: Date;
  notAfter: Date;
}

/** Signs every certificate of one sandbox. */
export interface CertificateAuthority {
  readonly caPem: string;
  /** PKCS #8 PEM of the signing key, so that the authority can be kept. */
  readonly caKeyPem: string;
  issue(request: CertificateRequest): Promise<IssuedCertificate>;
}

/** A new authority, or the kept one of which these are the PEM texts. */
export async function createCertificateAuthority(kept?: {
  caPem: string;
  caKeyPem: string;
}): Promise<CertificateAuthority> {
  const { caPem, caKeyPem } = kept ?? (await createRoot());
  const root = new X509Certificate(caPem);
  const signingKey = await importPrivateKey(caKeyPem);
  const authorityId = await AuthorityKeyIdentifierExtension.create(root);

  const issue = async (
    request: CertificateRequest,
  ): Promise<IssuedCertificate> => {
    const now = Date.now();
    const notBefore = request.notBefore ?? new Date(now - BACKDATED_BY);
    const notAfter =
      request.notAfter ??
      new Date(now + (request.durationHours ?? DEFAULT_HOURS) * HOUR);
    const keys = await (request.key ? keyPairOf(request.key) : createKeyPair());
    const names = [
      ...request.dnsNames.map(value => ({ type: 'dns' as const, value })),
      ...(request.ipAddresses ?? []).map(value => ({
        type: 'ip' as const,
        value,
      })),
    ];
    // The structured form: a name with a comma stays one name.
    const subject = request.commonName ? [{ CN: [request.commonName] }] : [];
    const by = await signerOf(request, keys);
    const { isCa = false } = request;
    const certificate = await X509CertificateGenerator.create({
      serialNumber: serialNumber(),
      subject,
      issuer: by.issuer ?? subject,
      notBefore,
      notAfter,
      signingAlgorithm: SIGNING_ALGORITHM,
      publicKey: keys.publicKey,
      signingKey: by.key,
      extensions: [
        new BasicConstraintsExtension(isCa, undefined, true),
        new KeyUsagesExtension(
          isCa
            ? // eslint-disable-next-line no-bitwise
              KeyUsageFlags.digitalSignature | KeyUsageFlags.keyCertSign
            : KeyUsageFlags.digitalSignature,
          true,
        ),
        new ExtendedKeyUsageExtension([
          ExtendedKeyUsage.serverAuth,
          ExtendedKeyUsage.clientAuth,
        ]),
        ...(names.length > 0
          ? [new SubjectAlternativeNameExtension(names)]
          : []),
        ...(by.id ? [by.id] : []),
        await SubjectKeyIdentifierExtension.create(keys.publicKey),
      ],
    });
    const cert = `${certificate.toString('pem')}\n`;
    return {
      key: await privateKeyPem(keys),
      cert,
      ca: by.ca ?? cert,
      // A certificate knows whole seconds only.
      notBefore: certificate.notBefore,
      notAfter: certificate.notAfter,
    };
  };

  async function signerOf(
    { signer }: CertificateRequest,
    own: KeyPair,
  ): Promise<{
    issuer?: string;
    key: KeyPair['privateKey'];
    id?: AuthorityKeyIdentifierExtension;
    ca?: string;
  }> {
    if (!signer) {
      return {
        issuer: root.subject,
        key: signingKey,
        id: authorityId,
        ca: caPem,
      };
    }
    if (signer === 'self') {
      return { key: own.privateKey };
    }
    const other = new X509Certificate(signer.cert);
    return {
      issuer: other.subject,
      key: await importPrivateKey(signer.key),
      id: await AuthorityKeyIdentifierExtension.create(other),
      ca: signer.cert,
    };
  }

  return { caPem, caKeyPem, issue };
}

/** Whether these PEM texts are a usable authority for at least another 30 days. */
export function isUsableAuthority(
  kept: { caPem: string; caKeyPem: string },
  now: Date,
): boolean {
  try {
    const certificate = new NodeCertificate(kept.caPem);
    return (
      certificate.ca &&
      certificate.checkPrivateKey(createPrivateKey(kept.caKeyPem)) &&
      new Date(certificate.validFrom) <= now &&
      new Date(certificate.validTo).getTime() - now.getTime() >
        DEFAULT_HOURS * HOUR
    );
  } catch {
    return false;
  }
}

async function createRoot(): Promise<{ caPem: string; caKeyPem: string }> {
  const keys = await createKeyPair();
  const now = Date.now();
  const root = await X509CertificateGenerator.createSelfSigned({
    serialNumber: serialNumber(),
    name: [{ CN: ['Kasm sandbox CA'] }],
    notBefore: new Date(now - HOUR),
    notAfter: new Date(now + AUTHORITY_YEARS * 365 * 24 * HOUR),
    signingAlgorithm: SIGNING_ALGORITHM,
    keys,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(
        // eslint-disable-next-line no-bitwise
        KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign,
        true,
      ),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return {
    caPem: `${root.toString('pem')}\n`,
    caKeyPem: await privateKeyPem(keys),
  };
}

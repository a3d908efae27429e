import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readWritten } from './writtenCertificate';

/** What a certificate says. */
export interface ReadCertificate {
  commonName?: string;
  /** Names that it stands for; a wildcard stands for one label. */
  names: string[];
  notBefore: Date;
  notAfter: Date;
  /** Whether this PEM text is its private key. */
  isOf(key: string): boolean;
  /** Whether the authority with this PEM text signed it. */
  isSignedBy(authority: string): boolean;
}

/** Reading one takes a while, and those of a thousand hosts are looked at again and again. */
const READ_BEFORE = new Map<string, ReadCertificate | undefined>();
const KEPT = 5000;

/** Reads the first certificate of a PEM text; undefined when there is none. */
export function readCertificate(text: string): ReadCertificate | undefined {
  if (!READ_BEFORE.has(text)) {
    if (READ_BEFORE.size >= KEPT) {
      READ_BEFORE.clear();
    }
    READ_BEFORE.set(text, read(text));
  }
  return READ_BEFORE.get(text);
}

function read(text: string): ReadCertificate | undefined {
  const written = readWritten(text);
  if (written) {
    return written;
  }
  try {
    const certificate = new X509Certificate(text);
    return {
      commonName: /(?:^|\n)CN=(.*)/.exec(certificate.subject)?.[1],
      names: (certificate.subjectAltName ?? '')
        .split(', ')
        .filter(name => name.startsWith('DNS:'))
        .map(name => name.slice('DNS:'.length)),
      notBefore: new Date(certificate.validFrom),
      notAfter: new Date(certificate.validTo),
      isOf: key => certificate.checkPrivateKey(createPrivateKey(key)),
      isSignedBy(authority) {
        try {
          const signer = new X509Certificate(authority);
          return (
            certificate.checkIssued(signer) &&
            certificate.verify(signer.publicKey)
          );
        } catch {
          return false;
        }
      },
    };
  } catch {
    return undefined;
  }
}

/** Whether a name on a certificate stands for a host. */
export function stands(name: string, host: string): boolean {
  const wanted = host.toLowerCase();
  const given = name.toLowerCase();
  return given.startsWith('*.')
    ? wanted.indexOf('.') > 0 &&
        wanted.slice(wanted.indexOf('.')) === given.slice(1)
    : given === wanted;
}

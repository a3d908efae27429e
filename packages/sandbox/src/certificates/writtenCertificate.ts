import type { ReadCertificate } from './readCertificate';

const HEAD = '-----WRITTEN CERTIFICATE-----\n';

interface Written {
  commonName?: string;
  names: string[];
  notBefore: string;
  notAfter: string;
  /** PEM of who signed it; `self` when it did. */
  ca: string;
  key: string;
}

/** A certificate without cryptography, for tests: its text says what it is. */
export function writeCertificate(written: Written): string {
  return `${HEAD}${JSON.stringify(written)}\n`;
}

/** What such a text says; undefined for any other text. */
export function readWritten(text: string): ReadCertificate | undefined {
  if (!text.startsWith(HEAD)) {
    return undefined;
  }
  const { commonName, names, notBefore, notAfter, ca, key }: Written =
    JSON.parse(text.slice(HEAD.length));
  return {
    commonName,
    names,
    notBefore: new Date(notBefore),
    notAfter: new Date(notAfter),
    isOf: other => other === key,
    isSignedBy: authority => authority === (ca === 'self' ? text : ca),
  };
}

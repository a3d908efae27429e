import { createPublicKey, webcrypto } from 'node:crypto';
import { PemConverter } from '@peculiar/x509';

/** P-256: a key takes under a millisecond, where RSA takes a tenth of a second. */
export const SIGNING_ALGORITHM = {
  name: 'ECDSA',
  namedCurve: 'P-256',
  hash: 'SHA-256',
} as const;

/** @internal */
export type KeyPair = webcrypto.CryptoKeyPair;

/** @internal */
export async function createKeyPair(): Promise<KeyPair> {
  return webcrypto.subtle.generateKey(SIGNING_ALGORITHM, true, [
    'sign',
    'verify',
  ]);
}

/** The private key as PKCS #8 PEM. @internal */
export async function privateKeyPem(keys: KeyPair): Promise<string> {
  const der = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey);
  return `${PemConverter.encode(der, 'PRIVATE KEY')}\n`;
}

/** @internal */
export async function importPrivateKey(
  pem: string,
): Promise<webcrypto.CryptoKey> {
  return webcrypto.subtle.importKey(
    'pkcs8',
    PemConverter.decodeFirst(pem),
    SIGNING_ALGORITHM,
    false,
    ['sign'],
  );
}

/** The pair to which a private key belongs. @internal */
export async function keyPairOf(pem: string): Promise<KeyPair> {
  const spki = createPublicKey(pem).export({ type: 'spki', format: 'der' });
  const [privateKey, publicKey] = await Promise.all([
    webcrypto.subtle.importKey(
      'pkcs8',
      PemConverter.decodeFirst(pem),
      SIGNING_ALGORITHM,
      true,
      ['sign'],
    ),
    webcrypto.subtle.importKey('spki', spki, SIGNING_ALGORITHM, true, [
      'verify',
    ]),
  ]);
  return { privateKey, publicKey };
}

/** Browsers refuse two certificates of one issuer with the same number. @internal */
export function serialNumber(): string {
  const bytes = webcrypto.getRandomValues(new Uint8Array(16));
  // A leading bit of 1 would make the number negative, a leading zero byte is not DER.
  // eslint-disable-next-line no-bitwise
  bytes[0] = (bytes[0] & 0x7f) | 0x40;
  return Buffer.from(bytes).toString('hex');
}

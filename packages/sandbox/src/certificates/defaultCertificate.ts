import { randomBytes } from 'node:crypto';
import {
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';
import {
  SIGNING_ALGORITHM,
  createKeyPair,
  privateKeyPem,
  serialNumber,
} from './KeyPair';

const YEAR = 365 * 24 * 3_600_000;

/**
 * What Traefik shows to whoever asks for a host that it has no certificate for: self-signed, named
 * `TRAEFIK DEFAULT CERT`.
 */
export async function createDefaultCertificate(): Promise<{
  key: string;
  cert: string;
}> {
  const keys = await createKeyPair();
  const name = `${randomBytes(16).toString('hex')}.${randomBytes(16).toString(
    'hex',
  )}.traefik.default`;
  const certificate = await X509CertificateGenerator.createSelfSigned({
    serialNumber: serialNumber(),
    name: [{ CN: ['TRAEFIK DEFAULT CERT'] }],
    notBefore: new Date(),
    notAfter: new Date(Date.now() + YEAR),
    signingAlgorithm: SIGNING_ALGORITHM,
    keys,
    extensions: [
      new SubjectAlternativeNameExtension([{ type: 'dns', value: name }]),
    ],
  });
  return {
    key: await privateKeyPem(keys),
    cert: `${certificate.toString('pem')}\n`,
  };
}

import type { StoredObject } from '../../apiserver/ClusterStore';
import {
  readCertificate,
  type ReadCertificate,
} from '../../certificates/readCertificate';
import { goDuration } from '../machinery/goDuration';
import { mismatches } from './certificateRequestObject';

/** Why a certificate is not good, or is to be issued, in cert-manager's words. */
export interface IssueReason {
  reason: string;
  message: string;
}

/** What is known of a Certificate. */
export interface CertificateInput {
  certificate: StoredObject;
  secret: StoredObject | undefined;
  /** The request of the revision that is in the Secret. */
  request: StoredObject | undefined;
}

const textOf = (secret: StoredObject | undefined, key: string) =>
  Buffer.from(secret?.data?.[key] ?? '', 'base64').toString();

/** The certificate in a Secret. */
export const certificateIn = (
  secret: StoredObject | undefined,
): ReadCertificate | undefined => readCertificate(textOf(secret, 'tls.crt'));

/** The private key in a Secret. */
export const keyIn = (secret: StoredObject | undefined) =>
  textOf(secret, 'tls.key') || undefined;

/** When a certificate with that validity is renewed. */
export function renewalTime(
  { spec }: StoredObject,
  notBefore: Date,
  notAfter: Date,
): Date {
  const whole = notAfter.getTime() - notBefore.getTime();
  const byPercent =
    spec.renewBeforePercentage === undefined
      ? undefined
      : (whole * spec.renewBeforePercentage) / 100;
  const asked = spec.renewBefore ? goDuration(spec.renewBefore) : byPercent;
  const before = asked !== undefined && asked < whole ? asked : whole / 3;
  const time = notAfter.getTime() - before;
  return new Date(Math.floor(time / 1000) * 1000);
}

/** As Go prints a time. */
const goTime = (text: string) =>
  `${text.replace('T', ' ').replace('Z', '')} +0000 UTC`;

const IS_ISSUING = 'Issuing certificate as Secret';

/** What of the Secret contradicts the Certificate, whatever the time. */
function contradiction(input: CertificateInput): IssueReason | undefined {
  const { certificate, secret, request } = input;
  if (!secret) {
    return {
      reason: 'DoesNotExist',
      message: `${IS_ISSUING} does not exist`,
    };
  }
  const lacks = (what: string) => ({
    reason: 'MissingData',
    message: `${IS_ISSUING} does not contain ${what}`,
  });
  if (!secret.data) {
    return lacks('any data');
  }
  const key = keyIn(secret);
  if (!key) {
    return lacks('a private key');
  }
  if (!secret.data['tls.crt']) {
    return lacks('a certificate');
  }
  const read = certificateIn(secret);
  if (!read) {
    return {
      reason: 'InvalidCertificate',
      message: `${IS_ISSUING} contains an invalid certificate: error decoding certificate PEM block`,
    };
  }
  if (!isKeyOf(read, key)) {
    return {
      reason: 'InvalidKeyPair',
      message: `${IS_ISSUING} contains a private key that does not match the certificate`,
    };
  }
  const annotations = secret.metadata.annotations ?? {};
  const owner = annotations['cert-manager.io/certificate-name'];
  if (owner !== undefined && owner !== certificate.metadata.name) {
    return {
      reason: 'IncorrectCertificate',
      message: `Secret was issued for "${owner}". If this message is not transient, you might have two conflicting Certificates pointing to the same secret.`,
    };
  }
  return (
    otherIssuer(certificate, annotations) ?? otherSpec(input, read, request)
  );
}

function isKeyOf(certificate: ReadCertificate, key: string): boolean {
  try {
    return certificate.isOf(key);
  } catch {
    return false;
  }
}

function otherIssuer(
  { spec }: StoredObject,
  annotations: Record<string, string>,
): IssueReason | undefined {
  const part = (name: string) => annotations[`cert-manager.io/issuer-${name}`];
  const { name, kind = 'Issuer', group = 'cert-manager.io' } = spec.issuerRef;
  const had = [part('name'), part('kind'), part('group')];
  if (had.every(each => each === undefined)) {
    return undefined;
  }
  const [hadName, hadKind = 'Issuer', hadGroup = 'cert-manager.io'] = had;
  return hadName === name && hadKind === kind && hadGroup === group
    ? undefined
    : {
        reason: 'IncorrectIssuer',
        message: `${IS_ISSUING} was previously issued by "${hadKind}.${hadGroup}/${
          hadName ?? ''
        }"`,
      };
}

function otherSpec(
  { certificate }: CertificateInput,
  { names }: ReadCertificate,
  request: StoredObject | undefined,
): IssueReason | undefined {
  if (request) {
    const fields = mismatches(certificate, request);
    return fields.length > 0
      ? {
          reason: 'RequestChanged',
          message: `Fields on existing CertificateRequest resource not up to date: [${fields.join(
            ' ',
          )}]`,
        }
      : undefined;
  }
  const wanted: string[] = certificate.spec.dnsNames ?? [];
  return wanted.every(name => names.includes(name))
    ? undefined
    : {
        reason: 'SecretMismatch',
        message:
          'Issuing certificate as Existing issued Secret is not up to date for spec: [spec.dnsNames]',
      };
}

/** Why a Certificate is not ready. */
export function unreadyReason(
  input: CertificateInput,
  now: Date,
): IssueReason | undefined {
  const read = certificateIn(input.secret);
  return (
    contradiction(input) ??
    (read && read.notAfter < now
      ? {
          reason: 'Expired',
          message: `Certificate expired on ${read.notAfter
            .toUTCString()
            .replace('GMT', 'UTC')}`,
        }
      : undefined)
  );
}

/** Why a new certificate is needed. */
export function issueReason(
  input: CertificateInput,
  now: Date,
): IssueReason | undefined {
  const { certificate, secret } = input;
  const found = contradiction(input);
  const read = certificateIn(secret);
  if (found || !read || certificate.spec.renewal?.policy === 'Disabled') {
    return found;
  }
  return renewalTime(certificate, read.notBefore, read.notAfter) <= now
    ? {
        reason: 'Renewing',
        message: `Renewing certificate as renewal was scheduled at ${goTime(
          certificate.status?.renewalTime ?? '',
        )}`,
      }
    : undefined;
}

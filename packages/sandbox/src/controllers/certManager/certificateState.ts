import type { StoredObject } from '../../apiserver/ClusterStore';
import { goDuration } from './duration';

const DEFAULT_DURATION = '2160h';

/** Why a certificate is to be issued, in cert-manager's words. */
export interface IssueReason {
  reason: string;
  message: string;
}

/** The names on a certificate, as cert-manager notes them in the Secret. */
export const altNames = (certificate: StoredObject) =>
  (certificate.spec.dnsNames ?? []).join(',');

/** How long a certificate shall be valid, in milliseconds. */
export const lifetime = (certificate: StoredObject) =>
  goDuration(certificate.spec.duration ?? DEFAULT_DURATION);

/** When a certificate with that validity is renewed. */
export function renewalTime(
  certificate: StoredObject,
  notBefore: Date,
  notAfter: Date,
): Date {
  const whole = notAfter.getTime() - notBefore.getTime();
  const asked = certificate.spec.renewBefore;
  const before = asked ? goDuration(asked) : whole / 3;
  return new Date(notAfter.getTime() - (before < whole ? before : whole / 3));
}

/** Whether a new certificate is needed, and why. */
export function issueReason(
  certificate: StoredObject,
  secret: StoredObject | undefined,
  now: Date,
): IssueReason | undefined {
  if (!secret) {
    return {
      reason: 'DoesNotExist',
      message: 'Issuing certificate as Secret does not exist',
    };
  }
  if (!secret.data?.['tls.crt'] || !secret.data?.['tls.key']) {
    return {
      reason: 'MissingData',
      message: 'Issuing certificate as Secret does not contain a certificate',
    };
  }
  const annotations = secret.metadata.annotations ?? {};
  if (
    annotations['cert-manager.io/issuer-name'] !==
    certificate.spec.issuerRef.name
  ) {
    return {
      reason: 'IncorrectIssuer',
      message: `Issuing certificate as Secret was previously issued by "${
        certificate.spec.issuerRef.kind
      }.cert-manager.io/${annotations['cert-manager.io/issuer-name'] ?? ''}"`,
    };
  }
  if (annotations['cert-manager.io/alt-names'] !== altNames(certificate)) {
    return {
      reason: 'RequestChanged',
      message:
        'Fields on existing CertificateRequest resource not up to date: [spec.dnsNames]',
    };
  }
  const { notAfter, renewalTime: renewal } = certificate.status ?? {};
  if (!notAfter) {
    return {
      reason: 'DoesNotExist',
      message: 'Issuing certificate as its status is not known',
    };
  }
  if (Date.parse(notAfter) <= now.getTime()) {
    return {
      reason: 'Expired',
      message: `Certificate expired on ${new Date(notAfter).toUTCString()}`,
    };
  }
  return renewal && Date.parse(renewal) <= now.getTime()
    ? {
        reason: 'Renewing',
        message: `Renewing certificate as renewal was scheduled at ${renewal}`,
      }
    : undefined;
}

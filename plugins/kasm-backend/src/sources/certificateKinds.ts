import {
  clusterText,
  goDuration,
  type KubeObject,
  redactLine,
  resources,
} from '@kasm-portal/backstage-plugin-kasm-node';
import type { CertificateFacts } from '../observation/Observation';
import { condition, type Condition, type Watched } from './Watched';

type Issuer = { name?: string; kind?: string };

/** What a Certificate alone tells. */
export interface WatchedCertificate
  extends Omit<CertificateFacts, 'present' | 'issuer' | 'requestFailure'> {
  name: string;
  secret?: string;
  issuerName?: string;
  issuerKind?: string;
}

/** @internal */
export const certificates: Watched<WatchedCertificate> = {
  resource: resources.certificates,
  project(object) {
    const { metadata, spec, status } = object as KubeObject & {
      spec?: {
        secretName?: string;
        dnsNames?: string[];
        duration?: string;
        issuerRef?: Issuer;
      };
      status?: {
        conditions?: Condition[];
        notBefore?: string;
        notAfter?: string;
        renewalTime?: string;
        lastFailureTime?: string;
        failedIssuanceAttempts?: number;
      };
    };
    const ready = condition(status?.conditions, 'Ready');
    return {
      name: metadata.name,
      secret: spec?.secretName,
      issuerName: spec?.issuerRef?.name,
      issuerKind: spec?.issuerRef?.kind ?? 'Issuer',
      ready: ready?.status === 'True',
      reason: clusterText(ready?.reason, 80),
      message: redactLine(ready?.message ?? '', 300),
      readySince: ready?.lastTransitionTime,
      issuing: condition(status?.conditions, 'Issuing')?.status === 'True',
      dnsNames: (spec?.dnsNames ?? []).flatMap(
        name => clusterText(name, 253) ?? [],
      ),
      notBefore: status?.notBefore,
      notAfter: status?.notAfter,
      renewalTime: status?.renewalTime,
      duration: spec?.duration ? goDuration(spec.duration) : undefined,
      lastFailureAt: status?.lastFailureTime,
      failedAttempts: status?.failedIssuanceAttempts,
    };
  },
};

export interface WatchedCertificateRequest {
  name: string;
  certificate?: string;
  createdAt: string;
  /** Its message, when it failed or was denied. */
  failure?: string;
  /** RFC 3339; when it was signed. */
  issuedAt?: string;
}

/** @internal */
export const certificateRequests: Watched<WatchedCertificateRequest> = {
  resource: resources.certificateRequests,
  project(object) {
    const { metadata, status } = object as KubeObject & {
      status?: { conditions?: Condition[] };
    };
    const conditions = status?.conditions;
    const ready = condition(conditions, 'Ready');
    const failed = [
      condition(conditions, 'Denied'),
      condition(conditions, 'InvalidRequest'),
    ].find(candidate => candidate?.status === 'True');
    const refusal =
      failed ??
      (ready?.status === 'False' && ready.reason === 'Failed'
        ? ready
        : undefined);
    return {
      name: metadata.name,
      certificate: metadata.annotations?.['cert-manager.io/certificate-name'],
      createdAt: metadata.creationTimestamp ?? '',
      issuedAt: ready?.status === 'True' ? ready.lastTransitionTime : undefined,
      failure:
        refusal &&
        (redactLine(refusal.message ?? '', 300) ??
          clusterText(refusal.reason, 80)),
    };
  },
};

export interface WatchedIssuer {
  name: string;
  kind: string;
  ready?: boolean;
  message?: string;
  since?: string;
}

function issuer(kind: string) {
  return (object: KubeObject): WatchedIssuer => {
    const { metadata, status } = object as KubeObject & {
      status?: { conditions?: Condition[] };
    };
    const ready = condition(status?.conditions, 'Ready');
    return {
      name: metadata.name,
      kind,
      ready: ready && ready.status === 'True',
      message: redactLine(ready?.message ?? '', 300),
      since: ready?.lastTransitionTime,
    };
  };
}

/** @internal */
export const clusterIssuers: Watched<WatchedIssuer> = {
  resource: resources.clusterIssuers,
  project: issuer('ClusterIssuer'),
};

/** @internal */
export const issuers: Watched<WatchedIssuer> = {
  resource: resources.issuers,
  project: issuer('Issuer'),
};

import type { NewObject, StoredObject } from '../../apiserver/ClusterStore';
import { controlledBy } from '../machinery/ownerReference';
import { altNames } from './certificateState';

/** What a certificate authority is asked. */
export interface IssueRequest {
  commonName: string;
  dnsNames: string[];
  notBefore?: Date;
  notAfter?: Date;
}

/** A signed certificate; all PEM. */
export interface Issued {
  key: string;
  cert: string;
  ca: string;
  notBefore: Date;
  notAfter: Date;
}

/** Signs a certificate. */
export type IssueCertificate = (request: IssueRequest) => Promise<Issued>;

const encode = (text: string) => Buffer.from(text).toString('base64');

/** The Secret of a Certificate. */
export function tlsSecret(
  certificate: StoredObject,
  issued: Issued,
): NewObject {
  const { spec, metadata } = certificate;
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name: spec.secretName,
      namespace: metadata.namespace,
      labels: {
        'controller.cert-manager.io/fao': 'true',
        ...spec.secretTemplate?.labels,
      },
      annotations: {
        'cert-manager.io/alt-names': altNames(certificate),
        'cert-manager.io/certificate-name': metadata.name,
        'cert-manager.io/common-name': spec.commonName ?? '',
        'cert-manager.io/issuer-group': 'cert-manager.io',
        'cert-manager.io/issuer-kind': spec.issuerRef.kind ?? 'Issuer',
        'cert-manager.io/issuer-name': spec.issuerRef.name,
        ...spec.secretTemplate?.annotations,
      },
    },
    type: 'kubernetes.io/tls',
    data: {
      'tls.crt': encode(issued.cert),
      'tls.key': encode(issued.key),
      'ca.crt': encode(issued.ca),
    },
  };
}

/** The request a Certificate makes for one revision. */
export function certificateRequest(
  certificate: StoredObject,
  revision: number,
): NewObject {
  const { spec, metadata } = certificate;
  return {
    apiVersion: 'cert-manager.io/v1',
    kind: 'CertificateRequest',
    metadata: {
      name: `${metadata.name}-${revision}`,
      namespace: metadata.namespace,
      annotations: {
        'cert-manager.io/certificate-name': metadata.name,
        'cert-manager.io/certificate-revision': String(revision),
      },
      ownerReferences: [controlledBy(certificate)],
    },
    spec: {
      // The sandbox's authority makes the key itself.
      request: encode(`request for ${altNames(certificate)}`),
      issuerRef: spec.issuerRef,
      duration: spec.duration,
      usages: spec.usages ?? ['digital signature', 'key encipherment'],
      username: 'system:serviceaccount:cert-manager:cert-manager',
    },
  };
}

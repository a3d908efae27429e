import type { NewObject, StoredObject } from '../../apiserver/ClusterStore';
import { readCertificate } from '../../certificates/readCertificate';

/** What a certificate authority is asked. */
export interface IssueRequest {
  /** None when the certificate has names only. */
  commonName?: string;
  dnsNames: string[];
  ipAddresses?: string[];
  notBefore?: Date;
  notAfter?: Date;
  /** PEM of the private key to use; a new one when absent. */
  key?: string;
  /** Whether it may sign others. */
  isCa?: boolean;
  /** Who signs: itself, another authority by its PEM texts; the sandbox's own when absent. */
  signer?: 'self' | { key: string; cert: string };
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
  issued: Pick<Issued, 'key' | 'cert' | 'ca'>,
): NewObject {
  const { spec, metadata } = certificate;
  const { names = [], commonName = '' } = readCertificate(issued.cert) ?? {};
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
        'cert-manager.io/alt-names': names.join(','),
        'cert-manager.io/certificate-name': metadata.name,
        'cert-manager.io/common-name': commonName,
        'cert-manager.io/ip-sans': (spec.ipAddresses ?? []).join(','),
        'cert-manager.io/issuer-group':
          spec.issuerRef.group ?? 'cert-manager.io',
        'cert-manager.io/issuer-kind': spec.issuerRef.kind ?? 'Issuer',
        'cert-manager.io/issuer-name': spec.issuerRef.name,
        'cert-manager.io/uri-sans': '',
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

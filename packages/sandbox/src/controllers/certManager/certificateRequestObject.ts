import type { NewObject, StoredObject } from '../../apiserver/ClusterStore';
import { goDuration } from '../machinery/goDuration';
import { controlledBy } from '../machinery/ownerReference';

const NAME = 'cert-manager.io/certificate-name';
const REVISION = 'cert-manager.io/certificate-revision';
const LONGEST_NAME = 52;
const DEFAULT_DURATION = '2160h';
const HEAD = 'CERTIFICATE REQUEST ';

/** What a signing request asks for. */
export interface SigningRequest {
  commonName?: string;
  dnsNames: string[];
  ipAddresses: string[];
}

const asked = ({ spec }: StoredObject): SigningRequest => ({
  ...(spec.commonName ? { commonName: spec.commonName } : {}),
  dnsNames: spec.dnsNames ?? [],
  ipAddresses: spec.ipAddresses ?? [],
});

/** The name of the request for one revision. */
export function requestName(
  { metadata }: StoredObject,
  revision: number,
): string {
  return `${metadata.name.slice(0, LONGEST_NAME)}-${revision}`;
}

/** The Certificate that a request is for, when it is for one. */
export const certificateNameOf = ({ metadata }: StoredObject) =>
  metadata.annotations?.[NAME];

/** The revision that a request is for. */
export const revisionOf = ({ metadata }: StoredObject) =>
  Number(metadata.annotations?.[REVISION]);

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
      name: requestName(certificate, revision),
      namespace: metadata.namespace,
      labels: metadata.labels,
      annotations: { [NAME]: metadata.name, [REVISION]: String(revision) },
      ownerReferences: [controlledBy(certificate)],
    },
    spec: {
      // The sandbox's authority makes the key itself, so that this only says what is wanted.
      request: Buffer.from(
        `${HEAD}${JSON.stringify(asked(certificate))}`,
      ).toString('base64'),
      issuerRef: spec.issuerRef,
      ...(spec.duration ? { duration: spec.duration } : {}),
      ...(spec.isCA ? { isCA: true } : {}),
      usages: spec.usages ?? ['digital signature', 'key encipherment'],
      username: 'system:serviceaccount:cert-manager:cert-manager',
      groups: [
        'system:serviceaccounts',
        'system:serviceaccounts:cert-manager',
        'system:authenticated',
      ],
    },
  };
}

/** What a request asks for; undefined when it was not made here. */
export function signingRequest({
  spec,
}: StoredObject): SigningRequest | undefined {
  const text = Buffer.from(spec.request ?? '', 'base64').toString();
  return text.startsWith(HEAD)
    ? JSON.parse(text.slice(HEAD.length))
    : undefined;
}

/** How long what a request or a Certificate asks for shall be valid, in milliseconds. */
export const durationOf = ({ spec }: StoredObject) =>
  goDuration(spec.duration ?? DEFAULT_DURATION);

/** The fields in which a Certificate wants something else than a request asked for. */
export function mismatches(
  certificate: StoredObject,
  request: StoredObject,
): string[] {
  const wanted = asked(certificate);
  const had = signingRequest(request);
  const differ = (a: unknown, b: unknown) =>
    JSON.stringify(a) !== JSON.stringify(b);
  const ofIssuer = ({ spec }: StoredObject) => [
    spec.issuerRef.name,
    spec.issuerRef.kind ?? 'Issuer',
    spec.issuerRef.group ?? 'cert-manager.io',
  ];
  return [
    ...(wanted.commonName !== had?.commonName ? ['spec.commonName'] : []),
    ...(differ([...wanted.dnsNames].sort(), [...(had?.dnsNames ?? [])].sort())
      ? ['spec.dnsNames']
      : []),
    ...(differ(wanted.ipAddresses, had?.ipAddresses)
      ? ['spec.ipAddresses']
      : []),
    ...(durationOf(certificate) !== durationOf(request)
      ? ['spec.duration']
      : []),
    ...(Boolean(certificate.spec.isCA) !== Boolean(request.spec.isCA)
      ? ['spec.isCA']
      : []),
    ...(differ(ofIssuer(certificate), ofIssuer(request))
      ? ['spec.issuerRef']
      : []),
  ];
}

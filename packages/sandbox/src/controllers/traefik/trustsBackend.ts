import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import { readCertificate, stands } from '../../certificates/readCertificate';

const CA_KEYS = ['ca.crt', 'tls.ca'];

/** The authorities that a ServersTransport names; what is not there is left out. */
function authoritiesOf(
  store: ClusterStore,
  { metadata, spec }: StoredObject,
): string[] {
  const of = (resource: string, name: string) => {
    const data = store.get(resource, metadata.namespace, name)?.data ?? {};
    const text = CA_KEYS.map(key => data[key]).find(Boolean);
    if (!text) {
      return [];
    }
    return [
      resource === 'secrets' ? Buffer.from(text, 'base64').toString() : text,
    ];
  };
  const named: Array<{ secret?: string; configMap?: string }> =
    spec?.rootCAs ?? [];
  return [
    ...((spec?.rootCAsSecrets ?? []) as string[]).flatMap(name =>
      of('secrets', name),
    ),
    ...named.flatMap(({ secret, configMap }) => [
      ...(secret ? of('secrets', secret) : []),
      ...(configMap ? of('configmaps', configMap) : []),
    ]),
  ];
}

/**
 * Whether Traefik accepts the certificate that a backend shows. Without `serverName` it looks for the
 * pod's address on it, which no certificate here names.
 */
export function trustsBackend(
  store: ClusterStore,
  transport: StoredObject | undefined,
  shown: string | undefined,
  now: Date,
  skipByDefault: boolean,
): boolean {
  const skip = transport ? transport.spec?.insecureSkipVerify : skipByDefault;
  if (skip) {
    return true;
  }
  const certificate = shown ? readCertificate(shown) : undefined;
  const name = transport?.spec?.serverName;
  return Boolean(
    transport &&
      certificate &&
      name &&
      certificate.notBefore <= now &&
      certificate.notAfter > now &&
      certificate.names.some(each => stands(each, name)) &&
      authoritiesOf(store, transport).some(certificate.isSignedBy),
  );
}

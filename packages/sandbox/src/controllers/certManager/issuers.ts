import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import { readCertificate } from '../../certificates/readCertificate';
import {
  CERT_MANAGER_NAMESPACE,
  ISSUERS,
  NAMESPACED_ISSUERS,
} from './certificateResources';
import { vaultError, type Vault } from './Vault';

/** The Ready condition of an issuer. */
export interface Verdict {
  status: 'True' | 'False';
  reason: string;
  message: string;
}

/** The issuer that something refers to. */
export function issuerOf(
  store: ClusterStore,
  { spec, metadata }: StoredObject,
): StoredObject | undefined {
  const { kind = 'Issuer', name } = spec.issuerRef;
  return kind === 'ClusterIssuer'
    ? store.get(ISSUERS, undefined, name)
    : store.get(NAMESPACED_ISSUERS, metadata.namespace, name);
}

/** Key pair of a CA issuer. */
export function caPair(
  store: ClusterStore,
  { metadata, spec }: StoredObject,
): { key: string; cert: string } | undefined {
  const { data } =
    store.get(
      'secrets',
      metadata.namespace ?? CERT_MANAGER_NAMESPACE,
      spec.ca.secretName,
    ) ?? {};
  const text = (key: string) =>
    Buffer.from(data?.[key] ?? '', 'base64').toString();
  return data ? { key: text('tls.key'), cert: text('tls.crt') } : undefined;
}

/** What Vault says to somebody who wants to sign in while it is sealed. */
export function sealedError({ spec }: StoredObject): string {
  const { server, auth = {} } = spec.vault;
  const mount = (auth.kubernetes?.mountPath ?? '/v1/auth/kubernetes').replace(
    /^\/v1\//,
    '',
  );
  return `while requesting a Vault token using the Kubernetes auth: error calling Vault server: ${vaultError(
    server,
    `${mount}/login`,
    503,
    'Vault is sealed',
  )}`;
}

function vaultVerdict(issuer: StoredObject, vault: Vault): Verdict {
  const { server, path, auth = {} } = issuer.spec.vault;
  const wrong = (message: string): Verdict => ({
    status: 'False',
    reason: 'VaultError',
    message,
  });
  if (!server || !path) {
    return wrong('Vault server and path are required fields');
  }
  const methods = Object.keys(auth).length;
  if (methods === 0) {
    return wrong(
      'Vault tokenSecretRef, appRole, clientCertificate, kubernetes, or aws is required',
    );
  }
  if (methods > 1) {
    return wrong(
      'Multiple auth methods cannot be set on the same Vault issuer',
    );
  }
  if (auth.kubernetes && !auth.kubernetes.role) {
    return wrong('Vault Kubernetes auth requires a role to be set');
  }
  return vault.sealed
    ? wrong(`Failed to initialize Vault client: ${sealedError(issuer)}`)
    : { status: 'True', reason: 'VaultVerified', message: 'Vault verified' };
}

/** What cert-manager thinks of an issuer. */
export function verdictOn(
  store: ClusterStore,
  issuer: StoredObject,
  vault: Vault,
): Verdict {
  const { spec = {} } = issuer;
  if (spec.vault) {
    return vaultVerdict(issuer, vault);
  }
  if (spec.selfSigned) {
    return { status: 'True', reason: 'IsReady', message: '' };
  }
  if (spec.ca) {
    const pair = caPair(store, issuer);
    const name = spec.ca.secretName;
    if (!pair) {
      return {
        status: 'False',
        reason: 'ErrGetKeyPair',
        message: `Error getting keypair for CA issuer: secrets "${name}" not found`,
      };
    }
    return readCertificate(pair.cert)
      ? {
          status: 'True',
          reason: 'KeyPairVerified',
          message: 'Signing CA verified',
        }
      : {
          status: 'False',
          reason: 'ErrInvalidKeyPair',
          message:
            'Error getting keypair for CA issuer: error decoding certificate PEM block',
        };
  }
  return {
    status: 'False',
    reason: 'ErrInitIssuer',
    message: 'Error initializing issuer: no issuer specified for Issuer',
  };
}

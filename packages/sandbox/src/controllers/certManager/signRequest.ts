import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import { readCertificate } from '../../certificates/readCertificate';
import type {
  Issued,
  IssueCertificate,
  IssueRequest,
} from './certificateObjects';
import { durationOf, type SigningRequest } from './certificateRequestObject';
import { caPair, sealedError } from './issuers';
import { granted, refusal, vaultError, type Vault } from './Vault';

/** As Vault backdates: clients' clocks may be a little behind. */
const BACKDATED_BY = 30_000;

/** What became of a request. */
export type Outcome =
  | { issued: Promise<Issued> }
  | { failed: string }
  /** It will be tried again. */
  | { pending: string; reason: string };

/** Everything that a signature depends on. */
export interface Signing {
  store: ClusterStore;
  issuer: StoredObject;
  request: StoredObject;
  asked: SigningRequest;
  /** PEM of the key to use again. */
  key: string | undefined;
  vault: Vault;
  now: Date;
  issueCertificate: IssueCertificate;
}

/** Asks an issuer for a signature. */
export function signRequest(signing: Signing): Outcome {
  const { issuer, request, asked, key, now } = signing;
  const common = {
    ...asked,
    ...(key ? { key } : {}),
    ...(request.spec.isCA ? { isCa: true } : {}),
  };
  const { spec } = issuer;
  if (spec.vault) {
    return byVault(signing, common);
  }
  const notAfter = new Date(now.getTime() + durationOf(request));
  const signed = (signer: IssueRequest['signer']): Outcome => ({
    issued: signing.issueCertificate({
      ...common,
      notBefore: now,
      notAfter,
      signer,
    }),
  });
  if (spec.selfSigned) {
    return signed('self');
  }
  const pair = caPair(signing.store, issuer);
  return pair && readCertificate(pair.cert)
    ? signed(pair)
    : {
        pending: `Referenced secret ${request.metadata.namespace}/${spec.ca?.secretName} not found`,
        reason: 'SecretMissing',
      };
}

function byVault(
  { issuer, request, asked, vault, now, issueCertificate }: Signing,
  common: IssueRequest,
): Outcome {
  const { server, path } = issuer.spec.vault;
  if (vault.sealed) {
    return {
      pending: `Failed to initialise vault client for signing: ${sealedError(
        issuer,
      )}`,
      reason: 'VaultInitError',
    };
  }
  const ttl = durationOf(request);
  const words = refusal(
    vault,
    { commonName: asked.commonName, names: asked.dnsNames, ttl },
    now,
  );
  if (words) {
    return {
      failed: `Vault failed to sign certificate: failed to sign certificate by vault: ${vaultError(
        server,
        path,
        400,
        words,
      )}`,
    };
  }
  return {
    issued: issueCertificate({
      ...common,
      notBefore: new Date(now.getTime() - BACKDATED_BY),
      notAfter: new Date(now.getTime() + granted(vault.role, ttl)),
    }),
  };
}

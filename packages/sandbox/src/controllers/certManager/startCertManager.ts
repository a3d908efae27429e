import type { Clock } from '../../Clock';
import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import { isTrue, timestamp, withCondition } from '../machinery/conditions';
import { recordEvent } from '../machinery/recordEvent';
import { ownKey, startReconciler } from '../machinery/startReconciler';
import {
  certificateRequest,
  tlsSecret,
  type IssueCertificate,
  type Issued,
} from './certificateObjects';
import {
  issueReason,
  lifetime,
  renewalTime,
  type IssueReason,
} from './certificateState';

const CERTIFICATES = 'certificates.cert-manager.io';
const REQUESTS = 'certificaterequests.cert-manager.io';
const ISSUERS = 'clusterissuers.cert-manager.io';
/** How long Vault takes to sign. */
const SIGNING = 1000;
const ISSUER_CHECK = 2000;
/** As Vault backdates: clients' clocks may be a little behind. */
const BACKDATED_BY = 30_000;

/** cert-manager with its one authority. */
export interface CertManager {
  /** Looks at a Certificate again. */
  look(namespace: string, name: string): void;
  stop(): void;
}

/**
 * Plays cert-manager: every ClusterIssuer verifies at once; Certificates are signed, kept and renewed.
 *
 * @param isHeld - Certificates that are left as they are, for faults
 */
export function startCertManager(
  store: ClusterStore,
  clock: Clock,
  issueCertificate: IssueCertificate,
  isHeld: (certificate: StoredObject) => boolean = () => false,
): CertManager {
  const signing = new Set<string>();
  let stopped = false;
  const issuers = startReconciler(
    clock,
    [{ store, resource: ISSUERS }],
    ({ name }) => {
      store.updateStatus(ISSUERS, undefined, name, status => {
        status.conditions = withCondition(
          status.conditions,
          {
            type: 'Ready',
            status: 'True',
            reason: 'VaultVerified',
            message: 'Vault verified',
          },
          clock.now(),
        );
      });
    },
  );
  const certificates = startReconciler(
    clock,
    [
      { store, resource: CERTIFICATES },
      {
        store,
        resource: 'secrets',
        keys: secret =>
          store
            .list(CERTIFICATES, { namespace: secret.metadata.namespace })
            .filter(({ spec }) => spec.secretName === secret.metadata.name)
            .map(ownKey),
      },
      {
        store,
        resource: ISSUERS,
        keys: issuer =>
          store
            .list(CERTIFICATES)
            .filter(({ spec }) => spec.issuerRef.name === issuer.metadata.name)
            .map(ownKey),
      },
    ],
    (key, { lookAfter }) => {
      const certificate = store.get(CERTIFICATES, key.namespace, key.name);
      if (
        !certificate ||
        certificate.metadata.deletionTimestamp ||
        isHeld(certificate)
      ) {
        return;
      }
      const { uid } = certificate.metadata;
      const secret = store.get(
        'secrets',
        key.namespace,
        certificate.spec.secretName,
      );
      const reason = issueReason(certificate, secret, clock.now());
      if (!reason) {
        const renewal = Date.parse(certificate.status.renewalTime);
        lookAfter(key, renewal - clock.now().getTime());
        return;
      }
      if (signing.has(uid)) {
        return;
      }
      const revision = (certificate.status?.revision ?? 0) + 1;
      begin(store, clock, certificate, revision, reason);
      const pending = issuerProblem(store, certificate);
      if (pending) {
        writeRequest(store, clock, certificate, revision, {
          status: 'False',
          reason: 'Pending',
          message: pending,
        });
        lookAfter(key, ISSUER_CHECK);
        return;
      }
      signing.add(uid);
      clock.after(SIGNING, () => {
        sign(certificate, revision)
          .catch(error =>
            writeRequest(store, clock, certificate, revision, {
              status: 'False',
              reason: 'Failed',
              message: error instanceof Error ? error.message : String(error),
            }),
          )
          .finally(() => {
            signing.delete(uid);
            if (!stopped) {
              certificates.lookAfter(key, ISSUER_CHECK);
            }
          });
      });
    },
  );

  async function sign(certificate: StoredObject, revision: number) {
    const { namespace, name, uid } = certificate.metadata;
    const notBefore = new Date(clock.now().getTime() - BACKDATED_BY);
    const issued = await issueCertificate({
      commonName: certificate.spec.commonName ?? certificate.spec.dnsNames[0],
      dnsNames: certificate.spec.dnsNames ?? [],
      notBefore,
      notAfter: new Date(notBefore.getTime() + lifetime(certificate)),
    });
    const current = store.get(CERTIFICATES, namespace, name);
    if (stopped || current?.metadata.uid !== uid || isHeld(current)) {
      return;
    }
    writeSecret(store, certificate, issued);
    writeRequest(store, clock, certificate, revision, {
      status: 'True',
      reason: 'Issued',
      message: 'Certificate fetched from issuer successfully',
    });
    finish(store, clock, certificate, revision, issued);
  }

  return {
    look: (namespace, name) => certificates.look({ namespace, name }),
    stop() {
      stopped = true;
      issuers.stop();
      certificates.stop();
    },
  };
}

/** Why an issuer cannot be asked now. */
function issuerProblem(
  store: ClusterStore,
  certificate: StoredObject,
): string | undefined {
  const { kind = 'Issuer', name } = certificate.spec.issuerRef;
  const issuer =
    kind === 'ClusterIssuer' ? store.get(ISSUERS, undefined, name) : undefined;
  if (!issuer) {
    return `Referenced "${kind}" not found: ${kind.toLowerCase()}.cert-manager.io "${name}" not found`;
  }
  return isTrue(issuer as any, 'Ready')
    ? undefined
    : 'Referenced issuer does not have a Ready status condition';
}

function begin(
  store: ClusterStore,
  clock: Clock,
  certificate: StoredObject,
  revision: number,
  { reason, message }: IssueReason,
) {
  const { namespace, name, generation } = certificate.metadata;
  // An old certificate goes on being good while it is renewed.
  const stillGood =
    reason === 'Renewing' ||
    (certificate.status?.notAfter && reason === 'RequestChanged');
  store.updateStatus(CERTIFICATES, namespace, name, status => {
    const set = (type: string, value: 'True' | 'False') => {
      status.conditions = withCondition(
        status.conditions,
        {
          type,
          status: value,
          reason,
          message,
          observedGeneration: generation,
        },
        clock.now(),
      );
    };
    if (!stillGood) {
      set('Ready', 'False');
    }
    set('Issuing', 'True');
  });
  const request = certificateRequest(certificate, revision);
  if (!store.get(REQUESTS, namespace, request.metadata.name)) {
    store.create(request);
    recordEvent(store, clock, certificate, {
      reason: 'Issuing',
      message,
      source: 'cert-manager-certificates-trigger',
    });
  }
}

function writeRequest(
  store: ClusterStore,
  clock: Clock,
  certificate: StoredObject,
  revision: number,
  ready: { status: 'True' | 'False'; reason: string; message: string },
) {
  const { namespace, name } = certificate.metadata;
  store.updateStatus(REQUESTS, namespace, `${name}-${revision}`, status => {
    status.conditions = withCondition(
      withCondition(
        status.conditions,
        {
          type: 'Approved',
          status: 'True',
          reason: 'cert-manager.io',
          message: 'Certificate request has been approved by cert-manager.io',
        },
        clock.now(),
      ),
      { type: 'Ready', ...ready },
      clock.now(),
    );
  });
}

function writeSecret(
  store: ClusterStore,
  certificate: StoredObject,
  issued: Issued,
) {
  const secret = tlsSecret(certificate, issued);
  const { namespace, name } = secret.metadata;
  const written = store.update('secrets', namespace, name, copy => {
    copy.data = secret.data;
    copy.metadata.labels = {
      ...copy.metadata.labels,
      ...secret.metadata.labels,
    };
    copy.metadata.annotations = {
      ...copy.metadata.annotations,
      ...secret.metadata.annotations,
    };
  });
  if (!written) {
    store.create(secret);
  }
}

function finish(
  store: ClusterStore,
  clock: Clock,
  certificate: StoredObject,
  revision: number,
  { notBefore, notAfter }: Issued,
) {
  const { namespace, name, generation } = certificate.metadata;
  store.updateStatus(CERTIFICATES, namespace, name, status => {
    const ready = withCondition(
      status.conditions,
      {
        type: 'Ready',
        status: 'True',
        reason: 'Ready',
        message: 'Certificate is up to date and has not expired',
        observedGeneration: generation,
      },
      clock.now(),
    );
    Object.assign(status, {
      conditions: ready.filter(condition => condition.type !== 'Issuing'),
      notBefore: timestamp(notBefore),
      notAfter: timestamp(notAfter),
      renewalTime: timestamp(renewalTime(certificate, notBefore, notAfter)),
      revision,
    });
  });
  recordEvent(store, clock, certificate, {
    reason: 'Issuing',
    message: 'The certificate has been successfully issued',
    source: 'cert-manager-certificates-issuing',
  });
}

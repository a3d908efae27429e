import type { Clock } from '../../Clock';
import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import { isTrue } from '../machinery/conditions';
import { recordEvent } from '../machinery/recordEvent';
import {
  ownKey,
  startReconciler,
  type ReconcileKey,
  type Reconciler,
} from '../machinery/startReconciler';
import { approveRequest } from './approveRequest';
import type { CertificateDisturbances } from './certificateDisturbances';
import type { IssueCertificate } from './certificateObjects';
import { certificateNameOf, signingRequest } from './certificateRequestObject';
import {
  CERTIFICATES,
  GROUP,
  ISSUERS,
  NAMESPACED_ISSUERS,
  REQUESTS,
} from './certificateResources';
import { keyIn } from './certificateState';
import { afterRest, certManagerRuns } from './certManagerRuns';
import { issuerOf } from './issuers';
import {
  isConcluded,
  mark,
  markPending,
  markRefused,
  SIGNER,
} from './requestConditions';
import { signRequest } from './signRequest';

/** How long an issuer takes to sign. */
const SIGNING = 1000;
/** How often one that cannot be asked is asked again. */
const ASKING_AGAIN = 10_000;

/** Of the Certificate that a request is for, as disturbances name it. */
const pathOf = (request: StoredObject) =>
  `${request.metadata.namespace}/${certificateNameOf(request)}`;

const encode = (text: string) => Buffer.from(text).toString('base64');

/** cert-manager's part for requests. */
export interface Requests {
  /** The private key of what was signed for a request. */
  keyOf(request: StoredObject): string | undefined;
  /** Looks at every request that is not done. */
  look(): void;
  stop(): void;
}

/** Plays cert-manager's part for CertificateRequests: approves them and has them signed. */
export function startRequests(
  store: ClusterStore,
  clock: Clock,
  issueCertificate: IssueCertificate,
  disturbances: CertificateDisturbances,
): Requests {
  const keys = new Map<string, string>();
  const signing = new Set<string>();
  /** Requests that wait for an issuer. */
  const open = new Map<string, ReconcileKey>();
  let stopped = false;
  const waiting = () => [...open.values()];
  const current = ({ metadata }: StoredObject) => {
    const found = stopped
      ? undefined
      : store.get(REQUESTS, metadata.namespace, metadata.name);
    return found?.metadata.uid === metadata.uid ? found : undefined;
  };

  const reconciler = startReconciler(
    clock,
    [
      { store, resource: REQUESTS },
      { store, resource: ISSUERS, keys: waiting },
      { store, resource: NAMESPACED_ISSUERS, keys: waiting },
      afterRest(store, () => store.list(REQUESTS).map(ownKey)),
    ],
    look,
  );

  function look(key: ReconcileKey, own: Reconciler) {
    const id = `${key.namespace}/${key.name}`;
    const request = store.get(REQUESTS, key.namespace, key.name);
    if (!request || isConcluded(request)) {
      open.delete(id);
      return;
    }
    const { uid } = request.metadata;
    // Other groups have approvers and issuers of their own.
    const isOurs = (request.spec.issuerRef.group ?? GROUP) === GROUP;
    if (
      !isOurs ||
      !certManagerRuns(store, 'cert-manager') ||
      signing.has(uid)
    ) {
      return;
    }
    const policy = disturbances.denied.get(pathOf(request));
    if (!approveRequest(store, clock, request, policy)) {
      // Goes on when that is seen.
      return;
    }
    open.set(id, key);
    const issuer = availableIssuer(request);
    if (issuer) {
      signing.add(uid);
      clock.after(SIGNING, () => {
        sign(request, own).finally(() => signing.delete(uid));
      });
    }
  }

  function availableIssuer(request: StoredObject): StoredObject | undefined {
    const { kind = 'Issuer', name } = request.spec.issuerRef;
    const issuer = issuerOf(store, request);
    if (!issuer) {
      markPending(
        store,
        clock,
        request,
        'IssuerNotFound',
        `Referenced "${kind}" not found: ${kind.toLowerCase()}.cert-manager.io "${name}" not found`,
      );
      return undefined;
    }
    if (!isTrue(issuer, 'Ready')) {
      markPending(
        store,
        clock,
        request,
        'IssuerNotReady',
        'Referenced issuer does not have a Ready status condition',
      );
      return undefined;
    }
    return issuer;
  }

  async function sign(before: StoredObject, own: Reconciler): Promise<void> {
    const request = current(before);
    const issuer = request && issuerOf(store, request);
    if (!request || !issuer) {
      return;
    }
    const { namespace } = request.metadata;
    const certificate = store.get(
      CERTIFICATES,
      namespace,
      certificateNameOf(request) ?? '',
    );
    const asked = signingRequest(request);
    if (!asked) {
      markRefused(
        store,
        clock,
        request,
        'error decoding certificate request PEM block: the sandbox signs only what Certificates ask for',
      );
      return;
    }
    const outcome = signRequest({
      store,
      issuer,
      request,
      asked,
      key: keyToKeep(certificate),
      vault: {
        ...disturbances.vault,
        ...disturbances.roles.get(pathOf(request)),
      },
      now: clock.now(),
      issueCertificate,
    });
    if ('pending' in outcome) {
      markPending(store, clock, request, outcome.reason, outcome.pending);
      own.lookAfter(ownKey(request), ASKING_AGAIN);
    } else if ('failed' in outcome) {
      markRefused(store, clock, request, outcome.failed);
    } else {
      await conclude(request, outcome.issued);
    }
  }

  /** `Never` keeps the key that is in the Secret. */
  function keyToKeep(certificate: StoredObject | undefined) {
    return certificate?.spec.privateKey?.rotationPolicy === 'Never'
      ? keyIn(
          store.get(
            'secrets',
            certificate.metadata.namespace,
            certificate.spec.secretName,
          ),
        )
      : undefined;
  }

  async function conclude(
    before: StoredObject,
    work: ReturnType<IssueCertificate>,
  ) {
    try {
      const { key, cert, ca } = await (clock.hold?.(work) ?? work);
      const request = current(before);
      if (!request) {
        return;
      }
      keys.set(request.metadata.uid, key);
      const message = 'Certificate fetched from issuer successfully';
      mark(
        store,
        clock,
        request,
        { type: 'Ready', status: 'True', reason: 'Issued', message },
        { certificate: encode(cert), ca: encode(ca) },
      );
      recordEvent(store, clock, request, {
        reason: 'CertificateIssued',
        message,
        source: SIGNER,
      });
    } catch (error) {
      const request = current(before);
      if (request) {
        markRefused(
          store,
          clock,
          request,
          error instanceof Error ? error.message : String(error),
        );
      }
    }
  }

  return {
    keyOf({ metadata }) {
      const key = keys.get(metadata.uid);
      keys.delete(metadata.uid);
      return key;
    },
    look: () => waiting().forEach(reconciler.look),
    stop() {
      stopped = true;
      reconciler.stop();
    },
  };
}

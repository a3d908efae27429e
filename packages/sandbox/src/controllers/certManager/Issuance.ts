import type { Clock } from '../../Clock';
import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import {
  isTrue,
  timestamp,
  withoutCondition,
  type Condition,
} from '../machinery/conditions';
import { podSuffix } from '../machinery/names';
import { isControlledBy } from '../machinery/ownerReference';
import { recordEvent } from '../machinery/recordEvent';
import { tlsSecret } from './certificateObjects';
import {
  certificateNameOf,
  certificateRequest,
  mismatches,
  requestName,
  revisionOf,
} from './certificateRequestObject';
import { REQUESTS } from './certificateResources';
import type { IssueReason } from './certificateState';
import type { CertificateStatus } from './CertificateStatus';
import { conditionOf, failureOf } from './requestConditions';
import type { Requests } from './startRequests';

const KEPT_REQUESTS = 1;
const decode = (text = '') => Buffer.from(text, 'base64').toString();

/** Brings issuances of Certificates from their beginning to their end. */
export class Issuance {
  constructor(
    private readonly store: ClusterStore,
    private readonly clock: Clock,
    private readonly requests: Requests,
    private readonly status: CertificateStatus,
  ) {}

  begin(certificate: StoredObject, { reason, message }: IssueReason): void {
    this.status.say(certificate, {
      type: 'Issuing',
      status: 'True',
      reason,
      message,
    });
    this.tell(certificate, 'trigger', 'Issuing', message);
  }

  /** The next step of one that is under way. */
  goOn(certificate: StoredObject): void {
    const { namespace } = certificate.metadata;
    const revision = (certificate.status?.revision ?? 0) + 1;
    const name = requestName(certificate, revision);
    const request = this.store.get(REQUESTS, namespace, name);
    if (!request) {
      this.ask(certificate, revision);
      return;
    }
    const failure = failureOf(request);
    if (
      mismatches(certificate, request).length > 0 ||
      (failure && this.isOfBefore(certificate, request))
    ) {
      this.store.delete(REQUESTS, namespace, name);
      this.ask(certificate, revision);
    } else if (failure && request.status.failureTime) {
      this.fail(certificate, failure);
    } else if (isTrue(request, 'Ready')) {
      this.conclude(certificate, request, revision);
    }
  }

  /** Whether a request failed before this issuance began. */
  private isOfBefore(
    certificate: StoredObject,
    { status }: StoredObject,
  ): boolean {
    const begun = conditionOf(certificate, 'Issuing')?.lastTransitionTime;
    return (
      status.failureTime !== undefined &&
      Date.parse(status.failureTime) < Date.parse(begun ?? '')
    );
  }

  private ask(certificate: StoredObject, revision: number) {
    const { spec, metadata } = certificate;
    const keeps =
      spec.privateKey?.rotationPolicy === 'Never' &&
      this.store.get('secrets', metadata.namespace, spec.secretName);
    this.tell(
      certificate,
      'key-manager',
      keeps ? 'Reused' : 'Generated',
      keeps
        ? `Reusing private key stored in existing Secret resource "${spec.secretName}"`
        : `Stored new private key in temporary Secret resource "${
            metadata.name
          }-${podSuffix()}"`,
    );
    const request = this.store.create(
      certificateRequest(certificate, revision),
    );
    this.tell(
      certificate,
      'request-manager',
      'Requested',
      `Created new CertificateRequest resource "${request.metadata.name}"`,
    );
  }

  private fail(certificate: StoredObject, { reason, message: why }: Condition) {
    const message = `The certificate request has failed to complete and will be retried: ${why}`;
    this.status.say(
      certificate,
      { type: 'Issuing', status: 'False', reason, message },
      {
        lastFailureTime: timestamp(this.clock.now()),
        failedIssuanceAttempts:
          (certificate.status.failedIssuanceAttempts ?? 0) + 1,
      },
    );
    this.tell(certificate, 'issuing', reason ?? 'Failed', message, 'Warning');
  }

  private conclude(
    certificate: StoredObject,
    request: StoredObject,
    revision: number,
  ) {
    const key = this.requests.keyOf(request);
    if (!key) {
      return;
    }
    this.writeSecret(certificate, request, key);
    this.status.change(certificate, status => {
      status.conditions = withoutCondition(status.conditions, 'Issuing');
      status.revision = revision;
      delete status.lastFailureTime;
      delete status.failedIssuanceAttempts;
    });
    this.tell(
      certificate,
      'issuing',
      'Issuing',
      'The certificate has been successfully issued',
    );
    this.forgetOld(certificate, revision);
  }

  private writeSecret(
    certificate: StoredObject,
    { status }: StoredObject,
    key: string,
  ) {
    const secret = tlsSecret(certificate, {
      key,
      cert: decode(status.certificate),
      ca: decode(status.ca),
    });
    const { namespace, name, labels, annotations } = secret.metadata;
    const written = this.store.update('secrets', namespace, name, copy => {
      copy.data = { ...copy.data, ...secret.data };
      copy.metadata.labels = { ...copy.metadata.labels, ...labels };
      copy.metadata.annotations = {
        ...copy.metadata.annotations,
        ...annotations,
      };
    });
    if (!written) {
      this.store.create(secret);
    }
  }

  /** Requests of earlier revisions than those to keep. */
  private forgetOld(certificate: StoredObject, revision: number) {
    const keep = certificate.spec.revisionHistoryLimit ?? KEPT_REQUESTS;
    const { namespace, name } = certificate.metadata;
    for (const request of this.store.list(REQUESTS, { namespace })) {
      if (
        certificateNameOf(request) === name &&
        isControlledBy(request, certificate) &&
        revisionOf(request) <= revision - keep
      ) {
        this.store.delete(REQUESTS, namespace, request.metadata.name);
      }
    }
  }

  private tell(
    certificate: StoredObject,
    part: string,
    reason: string,
    message: string,
    type: 'Normal' | 'Warning' = 'Normal',
  ) {
    recordEvent(this.store, this.clock, certificate, {
      type,
      reason,
      message,
      source: `cert-manager-certificates-${part}`,
    });
  }
}

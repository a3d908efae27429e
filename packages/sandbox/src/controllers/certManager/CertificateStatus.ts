import type { Clock } from '../../Clock';
import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import {
  timestamp,
  withCondition,
  type Condition,
} from '../machinery/conditions';
import { CERTIFICATES } from './certificateResources';
import {
  certificateIn,
  renewalTime,
  unreadyReason,
  type CertificateInput,
} from './certificateState';

/** Writes what cert-manager says about Certificates. */
export class CertificateStatus {
  constructor(
    private readonly store: ClusterStore,
    private readonly clock: Clock,
  ) {}

  /** Whether a Certificate is good, and how long what is in its Secret lasts. Returns it as it is then. */
  write(input: CertificateInput): StoredObject {
    const { certificate, secret } = input;
    const unready = unreadyReason(input, this.clock.now());
    const read = certificateIn(secret);
    const { spec } = certificate;
    const isRenewed = spec.renewal?.policy !== 'Disabled';
    const times = read
      ? {
          notBefore: timestamp(read.notBefore),
          notAfter: timestamp(read.notAfter),
          renewalTime: isRenewed
            ? timestamp(renewalTime(certificate, read.notBefore, read.notAfter))
            : undefined,
        }
      : { notBefore: undefined, notAfter: undefined, renewalTime: undefined };
    return this.change(certificate, status => {
      status.conditions = this.with(certificate, status.conditions, {
        type: 'Ready',
        ...(unready
          ? { status: 'False', ...unready }
          : {
              status: 'True',
              reason: 'Ready',
              message: 'Certificate is up to date and has not expired',
            }),
      });
      for (const [name, value] of Object.entries(times)) {
        if (value) {
          status[name] = value;
        } else {
          delete status[name];
        }
      }
    });
  }

  /** Sets one condition. */
  say(certificate: StoredObject, condition: Condition, more: object = {}) {
    return this.change(certificate, status => {
      status.conditions = this.with(certificate, status.conditions, condition);
      Object.assign(status, more);
    });
  }

  change(
    certificate: StoredObject,
    change: (status: any) => void,
  ): StoredObject {
    const { namespace, name } = certificate.metadata;
    return (
      this.store.updateStatus(CERTIFICATES, namespace, name, change) ??
      certificate
    );
  }

  private with(
    { metadata }: StoredObject,
    conditions: Condition[] | undefined,
    condition: Condition,
  ): Condition[] {
    return withCondition(
      conditions,
      { ...condition, observedGeneration: metadata.generation },
      this.clock.now(),
    );
  }
}

import type { StoredObject } from '../../apiserver/ClusterStore';

const DAY = 86_400_000;
/** How long the operator's own certificates last, and how long before their end it makes new ones. */
const LIFETIME = 90 * DAY;
const RENEWED_BEFORE = 7 * DAY;

/** When the certificates end that an operator keeps renewing which has run until now. */
export function certificatesEnd(created: Date, now: Date): Date {
  const rhythm = LIFETIME - RENEWED_BEFORE;
  const renewals = Math.max(
    0,
    Math.floor((now.getTime() - created.getTime()) / rhythm),
  );
  return new Date(created.getTime() + renewals * rhythm + LIFETIME);
}

/** What a Cluster tells of its certificates. */
export function certificateStatus({ metadata }: StoredObject, now: Date) {
  const { name, namespace } = metadata;
  const end = certificatesEnd(new Date(metadata.creationTimestamp), now);
  // Go's own way of writing a time.
  const text = `${end.toISOString().slice(0, 19).replace('T', ' ')} +0000 UTC`;
  return {
    clientCASecret: `${name}-ca`,
    replicationTLSSecret: `${name}-replication`,
    serverCASecret: `${name}-ca`,
    serverTLSSecret: `${name}-server`,
    serverAltDNSNames: ['rw', 'r', 'ro'].flatMap(kind =>
      [
        '',
        `.${namespace}`,
        `.${namespace}.svc`,
        `.${namespace}.svc.cluster.local`,
      ].map(domain => `${name}-${kind}${domain}`),
    ),
    expirations: Object.fromEntries(
      ['ca', 'replication', 'server'].map(kind => [`${name}-${kind}`, text]),
    ),
  };
}

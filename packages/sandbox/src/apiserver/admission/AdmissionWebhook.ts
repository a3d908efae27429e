import type { StoredObject } from '../ClusterStore';

/** An operator's webhook, which the API server asks about what clients write. */
export interface AdmissionWebhook {
  /**
   * The kinds it is asked about, as `clusters.postgresql.cnpg.io`. Never about their subresources, but for
   * `pods/eviction`: there about the pod that is to go.
   */
  resources: string[];
  /** Fills in an object before it is checked. Throws `StatusError` when it cannot be asked. */
  mutate?(object: StoredObject): void;
  /** Throws the `StatusError` of a refusal; returns warnings for the client. */
  validate?(object: StoredObject, before: StoredObject | undefined): string[];
}

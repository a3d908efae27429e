import type { StatusDocument } from '@kasm-portal/backstage-plugin-kasm-common';

/**
 * What is known on this page of one deployment, right now.
 *
 * @internal
 */
export interface DeploymentView {
  /**
   * `shown` has a status document, possibly an old one; `failed` never got an answer.
   */
  state:
    | 'loading'
    | 'shown'
    | 'notFound'
    | 'notConfigured'
    | 'notInstalled'
    | 'failed';
  status?: StatusDocument;
  /** Milliseconds; when the backend last said that `status` is how things are. */
  seenAt?: number;
  /** Why the last attempt failed, for people; absent when it did not. */
  failure?: string;
  /** Attempts that failed since the last answer. */
  failures: number;
}

/** @internal */
export const NOTHING_YET: DeploymentView = { state: 'loading', failures: 0 };

import type { StatusDocument } from '@kasm-portal/backstage-plugin-kasm-common';
import type { KnownDeployment } from '../descriptors/KnownDeployment';

/** A deployment is judged otherwise than before: its revision is another. */
export interface StatusChange {
  deployment: KnownDeployment;
  /** Undefined for the first judgement since this process began to look. */
  before?: StatusDocument;
  after: StatusDocument;
}

/**
 * Who is told of every new judgement: history, notifications, events. Told in the order of things, in
 * the middle of judging: what takes time is put off, and what fails stays with the listener.
 *
 * @internal
 */
export interface StatusListener {
  changed(change: StatusChange): void;
  /** The deployment is no more, or may no more be looked at. */
  forgotten?(ref: string): void;
}

import type { NotificationSeverity } from '@backstage/plugin-notifications-common';

/** What an owner was told last. */
export interface Told {
  /** Undefined when it was that all is well. */
  severity?: NotificationSeverity;
  /** Findings that were told since it was well; none of them is told twice. */
  keys: string[];
}

/**
 * Remembers what was told, for every replica and beyond a restart, so that nothing is told again
 * because a process is new.
 */
export interface ToldStore {
  /** Whether it can be asked now. */
  readonly ready: boolean;
  /** By deployment. */
  all(): Promise<Map<string, Told>>;
  put(ref: string, told: Told): Promise<void>;
}

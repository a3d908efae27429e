import type {
  KubeObject,
  KubeResource,
} from '@kasm-portal/backstage-plugin-kasm-node';

/**
 * A kind that is watched, and the few fields that are kept of each object.
 *
 * @internal
 */
export interface Watched<T> {
  resource: KubeResource;
  /** Pure. What it throws on makes the object unseen, with a warning in the log. */
  project(object: KubeObject): T;
  /**
   * Whose an object is, in words of the kind's own such as `release/kasm`, so that who looks for his
   * own need not go through everybody's. Several may share one.
   */
  ownersOf?(item: T): readonly string[];
}

/** A condition as every kind has it. */
export interface Condition {
  type?: string;
  status?: string;
  reason?: string;
  message?: string;
  lastTransitionTime?: string;
  lastUpdateTime?: string;
}

/** The condition of a type, if there. */
export function condition(
  conditions: Condition[] | undefined,
  type: string,
): Condition | undefined {
  return conditions?.find(candidate => candidate.type === type);
}

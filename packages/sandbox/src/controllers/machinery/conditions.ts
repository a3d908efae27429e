/** A condition as every kind has it. */
export interface Condition {
  type: string;
  status: 'True' | 'False' | 'Unknown';
  reason?: string;
  message?: string;
  lastTransitionTime?: string;
  [field: string]: unknown;
}

/**
 * The conditions with one set: the transition time moves only when the status does, as the API
 * conventions want it.
 */
export function withCondition(
  conditions: Condition[] | undefined,
  condition: Condition,
  now: Date,
): Condition[] {
  const existing = conditions?.find(other => other.type === condition.type);
  const lastTransitionTime =
    existing?.status === condition.status
      ? existing.lastTransitionTime
      : timestamp(now);
  const next = { ...condition, lastTransitionTime };
  return existing
    ? conditions!.map(other => (other === existing ? next : other))
    : [...(conditions ?? []), next];
}

/** The conditions without one type. */
export function withoutCondition(
  conditions: Condition[] | undefined,
  type: string,
): Condition[] {
  return (conditions ?? []).filter(condition => condition.type !== type);
}

/** Whether a condition of an object's status is True. */
export function isTrue(
  object: { status?: { conditions?: Condition[] } } | undefined,
  type: string,
): boolean {
  return Boolean(
    object?.status?.conditions?.some(
      condition => condition.type === type && condition.status === 'True',
    ),
  );
}

/** Kubernetes' metav1.Time: seconds, UTC. */
export function timestamp(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}

/** Go's RFC 3339 with microseconds, as CloudNativePG writes it. */
export function microTimestamp(date: Date): string {
  return `${date.toISOString().slice(0, 23)}000Z`;
}

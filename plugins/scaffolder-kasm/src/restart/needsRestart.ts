/** One container of the control plane that is running now. */
export interface RunningContainer {
  role: string;
  /** RFC 3339. */
  startedAt: string;
}

/**
 * Components that still serve an older certificate: they read it when they start, from a file that
 * Kubernetes never renews in a running container.
 *
 * @param issuedAt - when the present certificate was issued; RFC 3339. Unknown means no restart:
 *   nobody's session is dropped on a guess.
 */
export function needsRestart(
  issuedAt: string | undefined,
  containers: readonly RunningContainer[],
): string[] {
  const issued = Date.parse(issuedAt ?? '');
  if (Number.isNaN(issued)) {
    return [];
  }
  return [
    ...new Set(
      containers
        .filter(({ startedAt }) => Date.parse(startedAt) < issued)
        .map(({ role }) => role),
    ),
  ];
}

/** Of a VirtualMachine's status: what is asked of it, and what it does. */
export interface IntentStatus {
  printableStatus?: string;
  stateChangeRequests?: Array<{ action?: string }>;
}

/** Strategies under which KubeVirt keeps a VM running. */
const RUNNING_STRATEGIES = ['Always', 'RerunOnFailure'];

/**
 * Whether somebody means a VM to run (`operations.md` §4.6): by its strategy, and by requests to start
 * or stop it that are not carried out yet.
 */
export function runIntent(
  spec: { runStrategy?: string; running?: boolean } | undefined,
  status: IntentStatus | undefined,
): { wanted: boolean; shutDown: boolean } {
  const strategy =
    spec?.runStrategy ?? (spec?.running === true ? 'Always' : 'Halted');
  const asked = (status?.stateChangeRequests ?? []).map(({ action }) => action);
  const stopped = status?.printableStatus === 'Stopped';
  // A restart is a request to stop followed by one to start.
  if (asked.includes('Start')) {
    return { wanted: true, shutDown: false };
  }
  if (asked.includes('Stop')) {
    return { wanted: false, shutDown: false };
  }
  switch (strategy) {
    case 'Manual':
      // People start it, and what they started runs until it ends.
      return {
        wanted: status?.printableStatus !== undefined && !stopped,
        shutDown: false,
      };
    case 'Once':
      return { wanted: !stopped, shutDown: false };
    default:
      return {
        wanted: RUNNING_STRATEGIES.includes(strategy),
        // A failure would have been started again.
        shutDown: strategy === 'RerunOnFailure' && stopped,
      };
  }
}

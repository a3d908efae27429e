import type { Finding } from '@kasm-portal/backstage-plugin-kasm-common';
import type { Context } from '../Context';
import { agentDisabled } from './agent-disabled';
import { agentDiskFull } from './agent-disk-full';
import { agentLost } from './agent-lost';
import { agentNotRegistered } from './agent-not-registered';
import { agentOverridesImplausible } from './agent-overrides-implausible';
import { agentUnreachableFromProxy } from './agent-unreachable-from-proxy';
import { agentVmBlind } from './agent-vm-blind';
import { agentVmChurn } from './agent-vm-churn';
import { agentVmDown } from './agent-vm-down';
import { agentsFull } from './agents-full';
import { agentsNone } from './agents-none';
import { certificateExpiring } from './certificate-expiring';
import { certificateNamesDiffer } from './certificate-names-differ';
import { certificateNotIssued } from './certificate-not-issued';
import { certificateNotReloaded } from './certificate-not-reloaded';
import { clusterUnreachable } from './cluster-unreachable';
import { componentMissing } from './component-missing';
import { componentStartBlocked } from './component-start-blocked';
import { databaseArchivingFailing } from './database-archiving-failing';
import { databaseBackupMisconfigured } from './database-backup-misconfigured';
import { databaseBackupStale } from './database-backup-stale';
import { databaseBootstrapStuck } from './database-bootstrap-stuck';
import { databaseConnectionsExhausted } from './database-connections-exhausted';
import { databaseDegraded } from './database-degraded';
import { databaseDisk } from './database-disk';
import { databaseDown } from './database-down';
import { databaseFailover } from './database-failover';
import { databaseLoginRefused } from './database-login-refused';
import { databaseMajorEndOfLife } from './database-major-end-of-life';
import { databaseNeedsHands } from './database-needs-hands';
import { databaseNotInitialised } from './database-not-initialised';
import { databaseNotSpread } from './database-not-spread';
import { databaseOperatorMissing } from './database-operator-missing';
import { databasePasswordUnset } from './database-password-unset';
import { databaseStopped } from './database-stopped';
import { databaseUnreachableFromKasm } from './database-unreachable-from-kasm';
import { deploymentAbsent } from './deployment-absent';
import { dnsWrong } from './dns-wrong';
import { endpointFailing } from './endpoint-failing';
import { endpointUnreachable } from './endpoint-unreachable';
import { endpointUntrusted } from './endpoint-untrusted';
import { issuerNotReady } from './issuer-not-ready';
import { podCrashLooping } from './pod-crash-looping';
import { podDependencyMissing } from './pod-dependency-missing';
import { podImageUnavailable } from './pod-image-unavailable';
import { podNotReady } from './pod-not-ready';
import { podRejected } from './pod-rejected';
import { podUnschedulable } from './pod-unschedulable';
import { proxyExposed } from './proxy-exposed';
import { releaseBlocked } from './release-blocked';
import { releaseInstallRefused } from './release-install-refused';
import { releaseUnsafeToRerun } from './release-unsafe-to-rerun';
import { routeBackendWrong } from './route-backend-wrong';
import { routeNotServed } from './route-not-served';
import { sourceBlind } from './source-blind';
import { traefikDown } from './traefik-down';
import { traefikTimeoutShort } from './traefik-timeout-short';
import { volumePending } from './volume-pending';
import { versionsDiffer } from './versions-differ';
import { kasmApiErratic } from './kasm-api-erratic';
import { licenceExhausted } from './licence-exhausted';
import { sessionsStuck } from './sessions-stuck';
import { workspaceImageUnavailable } from './workspace-image-unavailable';
import { zoneMisaddressed } from './zone-misaddressed';
import { keyOf, type Rule } from './rule';

/** Every rule, in the order of precedence of `FINDING_IDS`: L0 visibility … L7 agents. */
export const RULES: readonly Rule[] = [
  clusterUnreachable,
  sourceBlind,
  deploymentAbsent,
  podUnschedulable,
  volumePending,
  podImageUnavailable,
  podRejected,
  databaseOperatorMissing,
  issuerNotReady,
  databaseStopped,
  databaseFailover,
  databaseNeedsHands,
  databaseDisk,
  databaseDown,
  databaseBootstrapStuck,
  databasePasswordUnset,
  databaseLoginRefused,
  databaseConnectionsExhausted,
  databaseUnreachableFromKasm,
  databaseArchivingFailing,
  databaseDegraded,
  databaseBackupStale,
  databaseBackupMisconfigured,
  databaseNotSpread,
  databaseMajorEndOfLife,
  releaseInstallRefused,
  releaseBlocked,
  releaseUnsafeToRerun,
  databaseNotInitialised,
  podDependencyMissing,
  componentMissing,
  podCrashLooping,
  podNotReady,
  componentStartBlocked,
  versionsDiffer,
  proxyExposed,
  certificateNotIssued,
  certificateExpiring,
  certificateNamesDiffer,
  certificateNotReloaded,
  traefikDown,
  routeNotServed,
  routeBackendWrong,
  traefikTimeoutShort,
  dnsWrong,
  endpointUnreachable,
  endpointUntrusted,
  endpointFailing,
  agentsNone,
  agentVmDown,
  agentVmBlind,
  agentUnreachableFromProxy,
  agentNotRegistered,
  agentLost,
  agentDisabled,
  agentOverridesImplausible,
  agentDiskFull,
  agentsFull,
  agentVmChurn,
  zoneMisaddressed,
  workspaceImageUnavailable,
  sessionsStuck,
  licenceExhausted,
  kasmApiErratic,
];

/** More than these help nobody, and one hostile tenant could make thousands. */
const MOST_FINDINGS = 50;

/** What the rules find, in order of precedence, each key once. */
export function findAll(context: Context): Finding[] {
  const found = new Map<string, Finding>();
  for (const one of RULES) {
    for (const finding of one.find(context)) {
      const key = keyOf(finding);
      if (!found.has(key)) {
        found.set(key, finding);
      }
    }
  }
  return [...found.values()].slice(0, MOST_FINDINGS);
}

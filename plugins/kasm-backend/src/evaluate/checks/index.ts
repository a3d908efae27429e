import {
  PLATFORM_CHECK_IDS,
  type Check,
} from '@kasm-portal/backstage-plugin-kasm-common';
import type { Context } from '../Context';
import { clean } from '../text';
import { adminSecretPresent } from './admin-secret-present';
import { agentsCheckingIn } from './agents-checking-in';
import { agentsMatchVms } from './agents-match-vms';
import { apiHealthy } from './api-healthy';
import { archivingWorks } from './archiving-works';
import { backupRecent } from './backup-recent';
import { backupRestoredOnce } from './backup-restored-once';
import { capacityLeft } from './capacity-left';
import { certificateLoaded } from './certificate-loaded';
import { certificateReady } from './certificate-ready';
import type { CheckRule } from './check';
import { componentsComplete } from './components-complete';
import { databaseHealthy } from './database-healthy';
import { databaseInitialised } from './database-initialised';
import { databaseRedundant } from './database-redundant';
import { dnsMatches } from './dns-matches';
import { endpointAnswers } from './endpoint-answers';
import { imagesAvailable } from './images-available';
import { notExposedTwice } from './not-exposed-twice';
import { podsRunning } from './pods-running';
import { postgresSupported } from './postgres-supported';
import { proxyAnswers } from './proxy-answers';
import { releaseDeployed } from './release-deployed';
import { releaseSafe } from './release-safe';
import { routeServed } from './route-served';
import { secretsMatch } from './secrets-match';
import { sessionWorks } from './session-works';
import { timeoutsEnough } from './timeouts-enough';
import { tlsValid } from './tls-valid';
import { versionsInStep } from './versions-in-step';
import { zoneConfigured } from './zone-configured';

/** In the order of the platform's “Verification”. */
const CHECKS: readonly CheckRule[] = [
  podsRunning,
  databaseHealthy,
  certificateReady,
  endpointAnswers,
  adminSecretPresent,
  releaseDeployed,
  releaseSafe,
  componentsComplete,
  apiHealthy,
  proxyAnswers,
  databaseInitialised,
  databaseRedundant,
  backupRecent,
  archivingWorks,
  backupRestoredOnce,
  secretsMatch,
  postgresSupported,
  dnsMatches,
  tlsValid,
  certificateLoaded,
  routeServed,
  timeoutsEnough,
  notExposedTwice,
  agentsCheckingIn,
  agentsMatchVms,
  capacityLeft,
  imagesAvailable,
  zoneConfigured,
  versionsInStep,
  sessionWorks,
];

/** The seed's checks with their results; a retired deployment is not checked. */
export function checksOf(context: Context): Check[] {
  const retired = context.deployment.state === 'retired';
  return CHECKS.map(({ id, check }) => {
    const { result, evidence } = check(context);
    if (retired) {
      return { id, result: 'skipped', evidence: 'Retired.' };
    }
    const told = result !== 'pass' || PLATFORM_CHECK_IDS.includes(id);
    return { id, result, ...(told && { evidence: clean(evidence) }) };
  });
}

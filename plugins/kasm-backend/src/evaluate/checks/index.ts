import type { Check } from '@kasm-portal/backstage-plugin-kasm-common';
import type { Context } from '../Context';
import { clean } from '../text';
import { adminSecretPresent } from './admin-secret-present';
import { certificateReady } from './certificate-ready';
import type { CheckRule } from './check';
import { databaseHealthy } from './database-healthy';
import { endpointAnswers } from './endpoint-answers';
import { podsRunning } from './pods-running';

/** In the order of the platform's “Verification”. */
const CHECKS: readonly CheckRule[] = [
  podsRunning,
  databaseHealthy,
  certificateReady,
  endpointAnswers,
  adminSecretPresent,
];

/** The seed's checks with their results; a retired deployment is not checked. */
export function checksOf(context: Context): Check[] {
  const retired = context.deployment.state === 'retired';
  return CHECKS.map(({ id, check }) => {
    const { result, evidence } = check(context);
    return retired
      ? { id, result: 'skipped', evidence: 'Retired.' }
      : { id, result, evidence: clean(evidence) };
  });
}

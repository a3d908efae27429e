import type { KasmDeploymentSpec } from '@kasm-portal/backstage-plugin-kasm-common/spec';
import type { Step } from '../run/RunContext';
import { databaseComplete } from '../steps/databaseComplete';
import { foundation } from '../steps/foundation';
import { networkPolicies } from '../steps/networkPolicies';
import { rollout } from '../steps/rollout';
import { route } from '../steps/route';
import { secrets } from '../steps/secrets';
import { superuserCopy } from '../steps/superuserCopy';
import { traefikTimeouts } from '../steps/traefikTimeouts';
import { backupBefore } from './backupBefore';
import { databaseSettled } from './databaseSettled';
import type { UpdateDecision } from './decideUpdate';
import { quietRelease } from './quietRelease';
import { removeUnwanted } from './removeUnwanted';
import { raisesTimeouts, startsBackups } from './specChanges';
import { recordUpdate, rememberPrevious, type Way } from './updateDescriptor';
import { updateRelease } from './updateRelease';

/**
 * The steps of an update, in order. What nothing needs any more goes when nothing points at it, and the
 * descriptor says last what the deployment has become.
 */
export function updateSteps(
  way: Way,
  { chartUpgrade }: Pick<UpdateDecision, 'chartUpgrade'>,
  after: KasmDeploymentSpec,
): Step[] {
  const { spec } = way.before;
  const { keepSuperuser } = after.database;
  const superuser = spec.database.keepSuperuser !== keepSuperuser;
  return [
    quietRelease,
    ...(chartUpgrade ? [backupBefore(spec, chartUpgrade.to)] : []),
    rememberPrevious(way),
    networkPolicies,
    ...(superuser && keepSuperuser ? [secrets] : []),
    foundation,
    updateRelease,
    rollout,
    ...(raisesTimeouts(spec, after) ? [traefikTimeouts] : []),
    route,
    databaseSettled,
    ...(startsBackups(spec, after) ? [databaseComplete] : []),
    removeUnwanted(spec),
    ...(superuser && !keepSuperuser ? [superuserCopy] : []),
    recordUpdate(way),
  ];
}

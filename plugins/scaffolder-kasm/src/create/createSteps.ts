import type { Step, Facts } from '../run/RunContext';
import { databaseComplete } from '../steps/databaseComplete';
import { databaseInit } from '../steps/databaseInit';
import { activate, announce } from '../steps/descriptor';
import { foundation } from '../steps/foundation';
import { namespaces } from '../steps/namespaces';
import { release, settleRelease } from '../steps/release';
import { rollout } from '../steps/rollout';
import { route } from '../steps/route';
import { secrets } from '../steps/secrets';
import { superuserCopy } from '../steps/superuserCopy';

/**
 * The steps of a run, in order. The certificate comes before the release, because pods mount it; the
 * initialisation happens once in a deployment's life.
 */
export function createSteps(
  { initialised }: Pick<Facts, 'initialised'>,
  { dryRun }: { dryRun: boolean },
): Step[] {
  const begin = [namespaces, announce, secrets, foundation, release];
  if (dryRun) {
    return [...begin, route];
  }
  return [
    ...begin,
    ...(initialised ? [] : [databaseInit]),
    rollout,
    ...(initialised ? [] : [settleRelease]),
    route,
    databaseComplete,
    superuserCopy,
    activate,
  ];
}

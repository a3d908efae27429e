import type { KasmDeploymentSpec } from '@kasm-portal/backstage-plugin-kasm-common/spec';
import type { Step, Facts } from '../run/RunContext';
import { databaseComplete } from '../steps/databaseComplete';
import { databaseInit } from '../steps/databaseInit';
import { activate, announce } from '../steps/descriptor';
import { foundation } from '../steps/foundation';
import { namespaces } from '../steps/namespaces';
import { networkPolicies } from '../steps/networkPolicies';
import { release, settleRelease } from '../steps/release';
import { rollout } from '../steps/rollout';
import { route } from '../steps/route';
import { secrets } from '../steps/secrets';
import { superuserCopy } from '../steps/superuserCopy';
import { traefikTimeouts } from '../steps/traefikTimeouts';
import { agents } from './agents';

type Asked = Pick<KasmDeploymentSpec, 'networkPolicies'> & {
  ingress: Pick<KasmDeploymentSpec['ingress'], 'manageTraefikTimeouts'>;
  agents: Pick<KasmDeploymentSpec['agents'], 'pool'>;
};

/**
 * The steps of a run, in order. The certificate comes before the release, because pods mount it; the
 * initialisation happens once in a deployment's life.
 */
export function createSteps(
  {
    initialised,
    networkPoliciesNeeded,
  }: Pick<Facts, 'initialised' | 'networkPoliciesNeeded'>,
  { dryRun, spec }: { dryRun: boolean; spec: Asked },
): Step[] {
  const only = (wanted: unknown, ...steps: Step[]) => (wanted ? steps : []);
  const begin = [
    announce,
    namespaces,
    ...only(spec.networkPolicies || networkPoliciesNeeded, networkPolicies),
    secrets,
    foundation,
    release,
  ];
  const timeouts = only(spec.ingress.manageTraefikTimeouts, traefikTimeouts);
  const vms = only(spec.agents.pool, agents);
  if (dryRun) {
    return [...begin, ...timeouts, route, ...vms];
  }
  return [
    ...begin,
    ...only(!initialised, databaseInit),
    rollout,
    ...only(!initialised, settleRelease),
    ...timeouts,
    route,
    databaseComplete,
    ...vms,
    superuserCopy,
    activate,
  ];
}

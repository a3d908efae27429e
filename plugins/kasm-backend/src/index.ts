/**
 * Observes Kasm Workspaces deployments, judges them and serves their status.
 *
 * @packageDocumentation
 */
export { kasmPlugin as default } from './plugin';
export {
  createKasmDeploymentConditionalDecision,
  kasmDeploymentConditions,
  kasmDeploymentResourceRef,
} from './permissions/deploymentRules';
export type {
  KasmDeploymentFilter,
  KasmDeploymentResource,
} from './permissions/deploymentRules';
export { FINDING_IDS } from './evaluate/findings/ids';
export type { FindingId } from './evaluate/findings/ids';

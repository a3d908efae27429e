import type { TemplateAction } from '@backstage/plugin-scaffolder-node';
import { autoscaleAction } from './agents/autoscaleAction';
import { createAgentsAction } from './agents/createAgentsAction';
import { deleteAgentsAction } from './agents/deleteAgentsAction';
import { createDeploymentAction } from './create/createDeploymentAction';
import { deleteDeploymentAction } from './delete/deleteDeploymentAction';
import { planDeploymentAction } from './plan/planDeploymentAction';
import { preflightAction } from './preflight/preflightAction';
import { restartDeploymentAction } from './restart/restartDeploymentAction';
import { renderDeploymentAction } from './render/renderDeploymentAction';
import { rollbackDeploymentAction } from './rollback/rollbackDeploymentAction';
import type { ActionServices } from './run/ActionServices';
import { updateDeploymentAction } from './update/updateDeploymentAction';
import { verifyDeploymentAction } from './verify/verifyDeploymentAction';

/** Every action of this module. */
export function kasmActions(services: ActionServices): TemplateAction[] {
  return [
    preflightAction(services),
    planDeploymentAction(services),
    createDeploymentAction(services),
    renderDeploymentAction(services),
    createAgentsAction(services),
    deleteAgentsAction(services),
    autoscaleAction(services),
    updateDeploymentAction(services),
    restartDeploymentAction(services),
    verifyDeploymentAction(services),
    deleteDeploymentAction(services),
    rollbackDeploymentAction(services),
  ];
}

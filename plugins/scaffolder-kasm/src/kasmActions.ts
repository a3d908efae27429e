import type { TemplateAction } from '@backstage/plugin-scaffolder-node';
import { createDeploymentAction } from './create/createDeploymentAction';
import type { ActionServices } from './run/ActionServices';

/** Every action of this module. */
export function kasmActions(services: ActionServices): TemplateAction[] {
  return [createDeploymentAction(services)];
}

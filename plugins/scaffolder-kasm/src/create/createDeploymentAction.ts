import type { TemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  kasmAgentsCreatePermission,
  kasmDeploymentCreatePermission,
  kasmTraefikUpdatePermission,
} from '@kasm-portal/backstage-plugin-kasm-common';
import { deploymentNames } from '@kasm-portal/backstage-plugin-kasm-common/spec';
import type { ActionServices } from '../run/ActionServices';
import { kasmAction } from '../run/kasmAction';
import { openDeployment } from '../run/openDeployment';
import { refusing } from '../run/withoutStack';
import { adoptWatch } from './adoptWatch';
import { examples } from './createDeploymentAction.examples';
import { createInputJsonSchema, parseCreateInput } from './createInput';
import { createOutputs } from './outputs';
import { outputJsonSchema } from './outputSchema';
import { refuseForeignOwner } from './ownOwner';
import { runCreate } from './runCreate';
import { checkTakeOver } from './takeOver';
import { undoCreate } from './undoCreate';

/** `kasm:deployment:create`: a running Kasm from one spec, or an installation that exists. */
export function createDeploymentAction(
  services: ActionServices,
): TemplateAction {
  return kasmAction(services, {
    id: 'kasm:deployment:create',
    description:
      'Creates a Kasm Workspaces deployment in a configured cluster and waits until it works; also adopts an installation that exists',
    examples,
    input: createInputJsonSchema,
    output: outputJsonSchema,
    parse: parseCreateInput,
    needs: ({ spec }) => [
      {
        permission: kasmDeploymentCreatePermission,
        what: 'create Kasm deployments',
      },
      ...(spec.ingress.manageTraefikTimeouts
        ? [
            {
              permission: kasmTraefikUpdatePermission,
              what: "raise Traefik's timeouts, which others share",
            },
          ]
        : []),
      ...(spec.agents.pool
        ? [
            {
              permission: kasmAgentsCreatePermission,
              ref: deploymentNames(spec).ref,
              what: `add agents to ${deploymentNames(spec).ref}`,
            },
          ]
        : []),
    ],
    target: ({ spec }) => deploymentNames(spec).ref,
    async run(started, asked) {
      const { spec, deadlines, adopt, currentValues, onCancel } = asked;
      const { credentials, config } = started;
      const run = {
        ...refusing(() => openDeployment(started, spec, deadlines)),
        adopting: adopt === 'takeOver',
        rollsBack: onCancel === 'rollback',
      };
      await refuseForeignOwner(services, credentials, spec.owner);
      const facts =
        adopt === 'watch'
          ? await adoptWatch(run, config.deployments)
          : await runCreate(run, {
              configured: config.deployments,
              catalog: services.catalog,
              credentials,
              ...(onCancel === 'rollback' && {
                undo: context =>
                  undoCreate(context, started.config.deployments),
              }),
              ...(adopt === 'takeOver' && {
                check: prepared => checkTakeOver(prepared, currentValues),
              }),
            });
      for (const [name, value] of Object.entries(createOutputs(run))) {
        started.output(name, value);
      }
      return facts;
    },
  });
}

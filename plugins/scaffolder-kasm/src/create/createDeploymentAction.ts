import type { TemplateAction } from '@backstage/plugin-scaffolder-node';
import { kasmDeploymentCreatePermission } from '@kasm-portal/backstage-plugin-kasm-common';
import { deploymentNames } from '@kasm-portal/backstage-plugin-kasm-common/spec';
import type { ActionServices } from '../run/ActionServices';
import { kasmAction } from '../run/kasmAction';
import { openDeployment } from '../run/openDeployment';
import { refusing } from '../run/withoutStack';
import { examples } from './createDeploymentAction.examples';
import { createInputJsonSchema, parseCreateInput } from './createInput';
import { createOutputs } from './outputs';
import { outputJsonSchema } from './outputSchema';
import { runCreate } from './runCreate';

/** `kasm:deployment:create`: a running Kasm from one spec. */
export function createDeploymentAction(
  services: ActionServices,
): TemplateAction {
  return kasmAction(services, {
    id: 'kasm:deployment:create',
    description:
      'Creates a Kasm Workspaces deployment in a configured cluster and waits until it works',
    examples,
    input: createInputJsonSchema,
    output: outputJsonSchema,
    parse: parseCreateInput,
    needs: () => [
      {
        permission: kasmDeploymentCreatePermission,
        what: 'create Kasm deployments',
      },
    ],
    target: ({ spec }) => deploymentNames(spec).ref,
    async run(started, { spec, deadlines }) {
      const run = refusing(() => openDeployment(started, spec, deadlines));
      await runCreate(run, {
        configured: started.config.deployments,
        catalog: services.catalog,
        credentials: started.credentials,
      });
      for (const [name, value] of Object.entries(createOutputs(run))) {
        started.output(name, value);
      }
    },
  });
}

import { ConflictError } from '@backstage/errors';
import type { TemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  deploymentRef,
  kasmDeploymentDeletePermission,
} from '@kasm-portal/backstage-plugin-kasm-common';
import type { ActionServices } from '../run/ActionServices';
import { findDeployment } from '../run/existingDeployment';
import { kasmAction, type Started } from '../run/kasmAction';
import { openDeployment } from '../run/openDeployment';
import { parseInput } from '../run/parseInput';
import { refusing, withoutStack } from '../run/withoutStack';
import { examples } from './deleteDeploymentAction.examples';
import {
  deleteInputJsonSchema,
  deleteInputSchema,
  type DeleteInput,
} from './deleteInput';
import { removalOutputSchema } from '../removal/removalOutputSchema';
import { runDelete } from './runDelete';
import { whyNotOurs } from './whyNotOurs';

/** `kasm:deployment:delete`: takes a deployment away and keeps its data, unless told twice. */
export function deleteDeploymentAction(
  services: ActionServices,
): TemplateAction {
  return kasmAction(services, {
    id: 'kasm:deployment:delete',
    description:
      'Removes a Kasm Workspaces deployment; keeps its database and passwords unless deleteData is set and the name typed again',
    examples,
    input: deleteInputJsonSchema,
    output: removalOutputSchema,
    parse: input => parseInput(deleteInputSchema, input),
    needs: ({ cluster, name }) => [
      {
        permission: kasmDeploymentDeletePermission,
        ref: deploymentRef(cluster, name),
        what: `remove ${deploymentRef(cluster, name)}`,
      },
    ],
    target: ({ cluster, name }) => deploymentRef(cluster, name),
    async run(started, asked) {
      const descriptor = await findDeployment(started, asked);
      started.output('ref', deploymentRef(asked.cluster, asked.name));
      if (!descriptor) {
        return nothingThere(started, asked);
      }
      const problem = whyNotOurs(descriptor, asked.forget);
      if (problem) {
        throw withoutStack(
          new ConflictError(`Nothing was removed: ${problem}`),
        );
      }
      const run = refusing(() =>
        openDeployment(started, descriptor.spec, asked.deadlines),
      );
      const { state, report } = await runDelete(
        run,
        descriptor,
        asked,
        started.config.deployments,
      );
      started.output('state', state);
      started.output('removed', report.allRemoved());
      started.output('kept', report.keptOutput());
      return { state, deleteData: asked.deleteData, force: asked.force };
    },
  });
}

function nothingThere(
  { config, progress, output }: Started,
  { cluster, name }: DeleteInput,
) {
  const ref = deploymentRef(cluster, name);
  const configured = config.deployments.some(
    entry =>
      (entry as { name?: unknown } | null)?.name === name &&
      (entry as { cluster?: unknown } | null)?.cluster === cluster,
  );
  if (configured) {
    throw withoutStack(
      new ConflictError(
        `Nothing was removed: the portal did not make ${ref}, its configuration names it (kasm.deployments). Take it out there, and remove Kasm where it is run from`,
      ),
    );
  }
  progress.warn(
    `There is no deployment ${ref}: cluster ${cluster} has no descriptor of that name. Nothing was removed`,
  );
  output('state', 'absent');
  output('removed', []);
  output('kept', []);
  return { state: 'absent' };
}

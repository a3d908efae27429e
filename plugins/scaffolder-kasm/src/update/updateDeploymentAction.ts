import type { TemplateAction } from '@backstage/plugin-scaffolder-node';
import type { JsonValue } from '@backstage/types';
import {
  deploymentRef,
  kasmDeploymentUpdatePermission,
  kasmTraefikUpdatePermission,
} from '@kasm-portal/backstage-plugin-kasm-common';
import type {
  DeploymentDescriptor,
  KasmDeploymentSpec,
} from '@kasm-portal/backstage-plugin-kasm-common/spec';
import { refuseForeignOwner } from '../create/ownOwner';
import {
  deploymentEntityRef,
  deploymentLinks,
  publicUrl,
} from '../create/outputs';
import type { ActionServices } from '../run/ActionServices';
import { authorise } from '../run/authorise';
import { existingDeployment } from '../run/existingDeployment';
import { kasmAction } from '../run/kasmAction';
import { openDeployment } from '../run/openDeployment';
import { refusing } from '../run/withoutStack';
import { mergeSpec } from './mergeSpec';
import { runUpdate } from './runUpdate';
import { outputJsonSchema } from './outputSchema';
import { raisesTimeouts } from './specChanges';
import { examples } from './updateDeploymentAction.examples';
import {
  parseUpdateInput,
  updateInputJsonSchema,
  type UpdateInput,
} from './updateInput';

/** `kasm:deployment:update`: other values for a deployment that is there. */
export function updateDeploymentAction(
  services: ActionServices,
): TemplateAction {
  return kasmAction(services, {
    id: 'kasm:deployment:update',
    description:
      'Changes a Kasm Workspaces deployment in place: shows the plan, applies it, and waits until it works; what cannot be done in place is refused with what to do instead',
    examples,
    input: updateInputJsonSchema,
    output: outputJsonSchema,
    parse: parseUpdateInput,
    needs: ({ cluster, name }) => [
      {
        permission: kasmDeploymentUpdatePermission,
        ref: deploymentRef(cluster, name),
        what: `change ${deploymentRef(cluster, name)}`,
      },
    ],
    target: ({ cluster, name }) => deploymentRef(cluster, name),
    async run(started, asked) {
      const descriptor = await existingDeployment(started, asked);
      const spec = refusing(() => wantedSpec(descriptor, asked));
      const run = refusing(() =>
        openDeployment(started, spec, asked.deadlines),
      );
      if (spec.owner !== descriptor.spec.owner) {
        await refuseForeignOwner(services, started.credentials, spec.owner);
      }
      if (raisesTimeouts(descriptor.spec, spec)) {
        await authorise(services, started.credentials, {
          permission: kasmTraefikUpdatePermission,
          what: 'have timeouts raised that others share',
        });
      }
      const { changes, plan, planHash, written } = await runUpdate(run, {
        ...asked,
        descriptor,
      });
      const changed = plan.filter(({ action }) => action !== 'unchanged');
      const outputs: Record<string, JsonValue> = {
        ref: run.names.ref,
        entityRef: deploymentEntityRef(run),
        url: publicUrl(run),
        changes: changes as unknown as JsonValue,
        plan: plan as unknown as JsonValue,
        planHash,
        changed: changed.length,
        links: deploymentLinks(run),
      };
      for (const [name, value] of Object.entries(outputs)) {
        started.output(name, value);
      }
      return {
        planHash,
        written,
        changed: changed.map(({ kind, namespace = '', name }) =>
          [kind, namespace, name].join('/'),
        ),
      };
    },
  });
}

function wantedSpec(
  { spec, previous }: DeploymentDescriptor,
  { undo, changes }: UpdateInput,
): KasmDeploymentSpec {
  if (!undo) {
    return mergeSpec(spec, changes);
  }
  const back = previous ?? spec;
  return {
    ...back,
    database: {
      ...back.database,
      // what has grown stays grown
      storageSize: spec.database.storageSize,
    },
  };
}

import type { TemplateAction } from '@backstage/plugin-scaffolder-node';
import { ConflictError, InputError } from '@backstage/errors';
import {
  deploymentRef,
  kasmDeploymentUpdatePermission,
} from '@kasm-portal/backstage-plugin-kasm-common';
import { kasmVersion } from '@kasm-portal/backstage-plugin-kasm-common/manifests';
import { deploymentLinks, publicUrl } from '../create/outputs';
import type { ActionServices } from '../run/ActionServices';
import { existingDeployment } from '../run/existingDeployment';
import { kasmAction } from '../run/kasmAction';
import { notActive } from '../run/notActive';
import { openDeployment } from '../run/openDeployment';
import { parseInput } from '../run/parseInput';
import { refusing, withoutStack } from '../run/withoutStack';
import { restartComponents } from './restartComponents';
import { examples } from './restartDeploymentAction.examples';
import { restartInputJsonSchema, restartInputSchema } from './restartInput';

/** `kasm:deployment:restart`: rolls chosen components, one at a time. */
export function restartDeploymentAction(
  services: ActionServices,
): TemplateAction {
  return kasmAction(services, {
    id: 'kasm:deployment:restart',
    description:
      'Restarts components of a Kasm Workspaces deployment one at a time, for example after its certificate was renewed',
    examples,
    input: restartInputJsonSchema,
    output: {
      type: 'object',
      properties: {
        ref: { type: 'string', description: '<cluster>/<name>' },
        url: { type: 'string', description: 'Public address of Kasm' },
        restarted: {
          type: 'array',
          description: 'Components in the order they were restarted',
          items: { type: 'string' },
        },
        links: {
          type: 'array',
          description: "For the template's output",
          items: { type: 'object' },
        },
      },
    },
    parse: input => parseInput(restartInputSchema, input),
    needs: ({ cluster, name }) => [
      {
        permission: kasmDeploymentUpdatePermission,
        ref: deploymentRef(cluster, name),
        what: `restart components of ${deploymentRef(cluster, name)}`,
      },
    ],
    target: ({ cluster, name }) => deploymentRef(cluster, name),
    async run(started, asked) {
      const { progress, dryRun } = started;
      const requestedAt = await started.once('restart-requested-at', () =>
        (services.now?.() ?? new Date()).toISOString(),
      );
      const descriptor = await existingDeployment(started, asked);
      const problem = notActive(descriptor);
      if (problem) {
        throw withoutStack(
          new ConflictError(`Nothing was restarted: ${problem}`),
        );
      }
      const run = refusing(() =>
        openDeployment(started, descriptor.spec, asked.deadlines),
      );
      const roles = inStartOrder(descriptor.spec, asked.components);
      progress.line(
        `${dryRun ? 'Trying out a restart' : 'Restarting'} of ${roles.join(
          ', ',
        )} of ${run.names.ref}${asked.reason ? ` (${asked.reason})` : ''}`,
      );
      const dropped = dropping(roles);
      if (dropped && !dryRun) {
        progress.warn(dropped);
      }
      const { restarted, already } = await restartComponents(
        run,
        roles,
        new Date(requestedAt),
      );
      if (!dryRun) {
        progress.line(
          `${roles.join(', ')} of ${run.names.ref} ${
            roles.length === 1 ? 'runs' : 'run'
          } again${
            already.length > 0
              ? `; ${already.join(
                  ', ',
                )} had been restarted since this was asked for`
              : ''
          }`,
        );
      }
      started.output('ref', run.names.ref);
      started.output('url', publicUrl(run));
      started.output('restarted', restarted);
      started.output('links', deploymentLinks(run));
      return { components: roles };
    },
  });
}

/** Each once, those first that others wait for. */
function inStartOrder(
  spec: { kasmVersion: Parameters<typeof kasmVersion>[0] },
  components: string[],
): string[] {
  const { roles, kasm } = kasmVersion(spec.kasmVersion);
  const unknown = components.filter(role => !roles.includes(role));
  if (unknown.length > 0) {
    throw withoutStack(
      new InputError(
        `Kasm ${kasm} has no component ${unknown.join(
          ', ',
        )}; it has ${roles.join(', ')}`,
      ),
    );
  }
  return roles.filter(role => components.includes(role));
}

/** Components through which people's desktops come. */
const RELAYS = ['proxy', 'guac', 'rdp-gateway', 'rdp-https-gateway'];

function dropping(roles: string[]): string | undefined {
  const relays = roles.filter(role => RELAYS.includes(role));
  return relays.length === 0
    ? undefined
    : `Sessions that go through ${relays.join(
        ', ',
      )} drop when it restarts: desktops go on, and people have to connect to them again`;
}

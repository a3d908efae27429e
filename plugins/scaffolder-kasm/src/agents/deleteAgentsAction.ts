import type { TemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  deploymentRef,
  kasmAgentsDeletePermission,
} from '@kasm-portal/backstage-plugin-kasm-common';
import type { ActionServices } from '../run/ActionServices';
import { kasmAction } from '../run/kasmAction';
import { agentRun } from './agentRun';
import { chooseAgents } from './chooseAgents';
import { examples } from './deleteAgentsAction.examples';
import { deleteAgents } from './deleteAgents';
import {
  deleteAgentsInputJsonSchema,
  parseDeleteAgentsInput,
} from './deleteAgentsInput';
import { endedEarly } from './endedEarly';
import { openAgents } from './openAgents';
import { machinesOf } from './poolMachines';
import { recordAgents } from './recordAgents';

/** `kasm:agents:delete`: agent VMs go, emptied first. */
export function deleteAgentsAction(services: ActionServices): TemplateAction {
  return kasmAction(services, {
    id: 'kasm:agents:delete',
    description:
      'Drains agent VMs of a Kasm Workspaces deployment and removes them with their disks',
    examples,
    input: deleteAgentsInputJsonSchema,
    output: {
      type: 'object',
      properties: {
        ref: { type: 'string', description: '<cluster>/<name>' },
        removed: {
          type: 'array',
          description: 'Names of the VMs that went',
          items: { type: 'string' },
        },
        disks: {
          type: 'array',
          description: 'PersistentVolumeClaims that went with them',
          items: { type: 'string' },
        },
        remaining: {
          type: 'array',
          description: 'What a person still has to do',
          items: { type: 'string' },
        },
      },
    },
    parse: parseDeleteAgentsInput,
    needs: ({ cluster, name }) => [
      {
        permission: kasmAgentsDeletePermission,
        ref: deploymentRef(cluster, name),
        what: `remove agents of ${deploymentRef(cluster, name)}`,
      },
    ],
    target: ({ cluster, name }) => deploymentRef(cluster, name),
    async run(started, asked) {
      const ref = deploymentRef(asked.cluster, asked.name);
      const { progress, dryRun } = started;
      return endedEarly(started, `Removing agents of ${ref}`, async () => {
        const { run, descriptor } = await openAgents(started, asked);
        const agents = agentRun(run);
        const chosen = await chooseAgents(agents, asked);
        // taken up again, the same ones go and not as many more
        const names = await started.once('agents', () => chosen);
        progress.line(
          `${dryRun ? 'Trying out the removal' : 'Removal'} of ${names.join(
            ', ',
          )}`,
        );
        const result = await deleteAgents(run, { names, force: asked.force });
        if (!dryRun) {
          const pool = run.spec.agents.pool?.pool;
          if (pool) {
            const left = await machinesOf(agents, pool);
            await recordAgents(run, descriptor, { left: left.size, of: pool });
          }
          progress.line(
            `${result.removed.length} agents of ${ref} removed${
              result.disks.length > 0
                ? `, with the disks ${result.disks.join(', ')}`
                : ''
            }`,
          );
        }
        started.output('ref', ref);
        started.output('removed', result.removed);
        started.output('disks', result.disks);
        started.output('remaining', result.remaining);
        return { removed: result.removed };
      });
    },
  });
}

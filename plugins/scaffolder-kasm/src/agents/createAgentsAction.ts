import type { TemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  deploymentRef,
  kasmAgentsCreatePermission,
} from '@kasm-portal/backstage-plugin-kasm-common';
import type { ActionServices } from '../run/ActionServices';
import { kasmAction } from '../run/kasmAction';
import { StepFailure } from '../run/StepFailure';
import { withoutStack } from '../run/withoutStack';
import { examples } from './createAgentsAction.examples';
import { createAgents, type CreatedAgents } from './createAgents';
import {
  createAgentsInputJsonSchema,
  parseCreateAgentsInput,
} from './createAgentsInput';
import { endedEarly } from './endedEarly';
import { openAgents } from './openAgents';
import { recordAgents } from './recordAgents';

/** `kasm:agents:create`: agent VMs that join a deployment. */
export function createAgentsAction(services: ActionServices): TemplateAction {
  return kasmAction(services, {
    id: 'kasm:agents:create',
    description:
      'Adds agent VMs on Harvester to a Kasm Workspaces deployment and waits until they have joined it',
    examples,
    input: createAgentsInputJsonSchema,
    output: {
      type: 'object',
      properties: {
        ref: { type: 'string', description: '<cluster>/<name>' },
        created: {
          type: 'array',
          description: 'Names of the VMs that were made',
          items: { type: 'string' },
        },
        kept: {
          type: 'array',
          description: 'Names of the VMs of this pool that were there',
          items: { type: 'string' },
        },
        agents: {
          type: 'array',
          description:
            'VMs that were waited for: name, address, and state starting, running, registered or enabled',
          items: { type: 'object' },
        },
        remaining: {
          type: 'array',
          description: 'What a person still has to do',
          items: { type: 'string' },
        },
      },
    },
    parse: parseCreateAgentsInput,
    needs: ({ cluster, name }) => [
      {
        permission: kasmAgentsCreatePermission,
        ref: deploymentRef(cluster, name),
        what: `add agents to ${deploymentRef(cluster, name)}`,
      },
    ],
    target: ({ cluster, name }) => deploymentRef(cluster, name),
    async run(started, asked) {
      const ref = deploymentRef(asked.cluster, asked.name);
      const { progress, dryRun } = started;
      return endedEarly(started, `Adding agents to ${ref}`, async () => {
        const { run, descriptor } = await openAgents(started, asked);
        const { agents } = run.spec;
        progress.line(
          `${dryRun ? 'Trying out' : 'Making'} pool ${asked.pool.pool} of ${
            asked.pool.count
          } agents of ${ref} in ${agents.cluster}/${agents.namespace}`,
        );
        await recordAgents(run, descriptor, { pool: asked.pool });
        const outcome = await createAgents(run, asked.pool, asked);
        const remaining = remainingWork(outcome);
        started.output('ref', ref);
        started.output('created', outcome.created);
        started.output('kept', outcome.kept);
        started.output(
          'agents',
          outcome.agents.map(agent => ({ ...agent })),
        );
        started.output('remaining', remaining);
        if (dryRun) {
          return { created: outcome.created };
        }
        const notRunning = outcome.agents.filter(
          ({ state }) => state === 'starting',
        );
        if (notRunning.length > 0) {
          throw withoutStack(
            new StepFailure(
              `${notRunning
                .map(({ name }) => name)
                .join(', ')} did not come up: ${
                outcome.problem
              } To go on, run the template again with the same values: VMs that are there stay`,
            ),
          );
        }
        if (outcome.problem) {
          progress.warn(outcome.problem);
        }
        sayGoodbye(progress, ref, outcome, remaining);
        return { created: outcome.created };
      });
    },
  });
}

function remainingWork({ agents }: CreatedAgents): string[] {
  const inState = (wanted: string) =>
    agents.filter(({ state }) => state === wanted).map(({ name }) => name);
  const disabled = inState('registered');
  const unseen = inState('running');
  return [
    ...(unseen.length > 0
      ? [
          `See in Kasm (Infrastructure, Docker Agents) whether ${unseen.join(
            ', ',
          )} joined`,
        ]
      : []),
    ...(disabled.length + unseen.length > 0
      ? [
          `Enable ${[...disabled, ...unseen].join(
            ', ',
          )} in Kasm (Infrastructure, Docker Agents): new agents start disabled and get no session`,
        ]
      : []),
  ];
}

function sayGoodbye(
  progress: { line(text: string): void },
  ref: string,
  { agents, created, kept }: CreatedAgents,
  remaining: string[],
): void {
  const ready = agents.filter(({ state }) => state === 'enabled').length;
  progress.line(
    agents.length === 0
      ? `Nothing had to be made: ${kept.length} agents of ${ref} are there`
      : `${created.length} agents of ${ref} made, ${ready} of ${agents.length} enabled`,
  );
  remaining.forEach(task => progress.line(`- ${task}`));
}

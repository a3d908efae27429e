import type { TemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  deploymentRef,
  kasmDeploymentCreatePermission,
  kasmDeploymentDeletePermission,
} from '@kasm-portal/backstage-plugin-kasm-common';
import { removalOutputSchema } from '../removal/removalOutputSchema';
import { endedEarly } from '../removal/endedEarly';
import { removalCommand } from '../removal/removalCommand';
import { RemovalReport } from '../removal/RemovalReport';
import type { ActionServices } from '../run/ActionServices';
import { findDeployment } from '../run/existingDeployment';
import { kasmAction, type Started } from '../run/kasmAction';
import { openDeployment } from '../run/openDeployment';
import { parseInput } from '../run/parseInput';
import type { RunContext } from '../run/RunContext';
import { StepFailure } from '../run/StepFailure';
import { refusing, withoutStack } from '../run/withoutStack';
import { describeObject } from '../run/WriteRecord';
import { rollbackDeployment, type RollbackResult } from './rollbackDeployment';
import { examples } from './rollbackDeploymentAction.examples';
import {
  rollbackInputJsonSchema,
  rollbackInputSchema,
  type RollbackInput,
} from './rollbackInput';
import { sayWhatStays } from './sayWhatStays';

/** `kasm:deployment:rollback`: for `if: failure()`, removes what the task made and nothing else. */
export function rollbackDeploymentAction(
  services: ActionServices,
): TemplateAction {
  return kasmAction(services, {
    id: 'kasm:deployment:rollback',
    description:
      'Removes what this task created of a Kasm Workspaces deployment, and nothing else; for a step with if: failure()',
    examples,
    input: rollbackInputJsonSchema,
    output: removalOutputSchema,
    parse: input => parseInput(rollbackInputSchema, input),
    needs: ({ cluster, name, task }) => {
      const ref = deploymentRef(cluster, name);
      return [
        {
          permission: kasmDeploymentCreatePermission,
          what: 'undo the creation of Kasm deployments',
        },
        // what another task made may be somebody's by now
        ...(task
          ? [
              {
                permission: kasmDeploymentDeletePermission,
                ref,
                what: `remove what another task made of ${ref}`,
              },
            ]
          : []),
      ];
    },
    target: ({ cluster, name }) => deploymentRef(cluster, name),
    async run(started, asked) {
      const result = await rollBack(started, asked);
      const { state, report, leftovers } = result;
      started.output('ref', deploymentRef(asked.cluster, asked.name));
      started.output('state', state);
      started.output('removed', report.allRemoved());
      started.output('kept', report.keptOutput());
      if (leftovers.length > 0) {
        throw leftoversStay(asked, result);
      }
      return { state, deleteData: asked.deleteData };
    },
  });
}

async function rollBack(
  started: Started,
  asked: RollbackInput,
): Promise<RollbackResult> {
  const descriptor = await findDeployment(started, asked);
  if (!descriptor) {
    const ref = deploymentRef(asked.cluster, asked.name);
    started.progress.line(
      `Nothing to undo: there is no descriptor of ${ref}, so nothing of it was made`,
    );
    return {
      state: 'absent',
      report: new RemovalReport(asked.cluster),
      leftovers: [],
    };
  }
  const run = refusing(() =>
    openDeployment(started, descriptor.spec, asked.deadlines),
  );
  const report = new RemovalReport(asked.cluster);
  try {
    const result = await rollbackDeployment(run, {
      report,
      deleteData: asked.deleteData,
      task: asked.task,
      configured: started.config.deployments,
      signal: started.signal,
    });
    sayGoodbye(run, result);
    return result;
  } catch (error) {
    throw endedEarly({ ...run, report }, 'Undoing', 'Rollback', error);
  }
}

function sayGoodbye(
  { progress, names, dryRun }: RunContext,
  { state, report }: RollbackResult,
): void {
  sayWhatStays({ progress }, report);
  if (dryRun) {
    progress.line('Nothing was removed: this was a dry run');
  } else if (state === 'removed') {
    progress.line(`Nothing is left of ${names.ref}`);
  }
}

function leftoversStay(
  { cluster, name }: RollbackInput,
  { leftovers }: RollbackResult,
): Error {
  return withoutStack(
    new StepFailure(
      `${deploymentRef(cluster, name)} is undone, but Helm left ${leftovers
        .map(describeObject)
        .join(', ')}. Remove it: ${leftovers
        .map(object => removalCommand(cluster, object))
        .join('; ')}`,
    ),
  );
}

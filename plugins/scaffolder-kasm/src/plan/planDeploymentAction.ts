import type { TemplateAction } from '@backstage/plugin-scaffolder-node';
import type { JsonValue } from '@backstage/types';
import { kasmDeploymentCreatePermission } from '@kasm-portal/backstage-plugin-kasm-common';
import { deploymentNames } from '@kasm-portal/backstage-plugin-kasm-common/spec';
import { adoptWatch } from '../create/adoptWatch';
import { parseCreateInput, createInputJsonSchema } from '../create/createInput';
import { refuseForeignOwner } from '../create/ownOwner';
import { checkTakeOver } from '../create/takeOver';
import { preflight } from '../preflight/preflight';
import { requirePassed } from '../preflight/requirePassed';
import { sayFindings } from '../preflight/sayFindings';
import type { ActionServices } from '../run/ActionServices';
import { kasmAction } from '../run/kasmAction';
import { openDeployment } from '../run/openDeployment';
import type { PreparedRun } from '../run/RunContext';
import { refusing } from '../run/withoutStack';
import { planDeployment } from './planDeployment';
import { examples } from './planDeploymentAction.examples';
import { planHash } from './planHash';
import { planOutputJsonSchema } from './planOutputSchema';
import { planCounts, planTable } from './planTable';

/** `kasm:deployment:plan`: what `kasm:deployment:create` would do with the same input. */
export function planDeploymentAction(services: ActionServices): TemplateAction {
  return kasmAction(services, {
    id: 'kasm:deployment:plan',
    description:
      'Shows what creating a Kasm Workspaces deployment would do to each object, by a dry run in the cluster; stores nothing',
    examples,
    input: createInputJsonSchema,
    output: planOutputJsonSchema,
    parse: parseCreateInput,
    needs: () => [
      {
        permission: kasmDeploymentCreatePermission,
        what: 'plan Kasm deployments',
      },
    ],
    target: ({ spec }) => deploymentNames(spec).ref,
    async run(started, { spec, deadlines, adopt, currentValues }) {
      const { progress, config, credentials } = started;
      const context = {
        ...refusing(() => openDeployment(started, spec, deadlines)),
        adopting: adopt === 'takeOver',
        dryRun: true,
      };
      await refuseForeignOwner(services, credentials, spec.owner);
      progress.line(`Planning ${context.names.ref}`);
      if (adopt === 'watch') {
        await adoptWatch(context, config.deployments);
        progress.line('Nothing else would be written. Nothing was changed');
        const none = planCounts([]);
        started.output('ref', context.names.ref);
        started.output('plan', []);
        started.output('counts', none);
        return { ...none };
      }
      const report = await preflight(context, config.deployments);
      sayFindings(report, context);
      refusing(() => requirePassed(report, context));
      const { facts } = report;
      const run: PreparedRun = { ...context, facts };
      if (adopt === 'takeOver') {
        await checkTakeOver(run, currentValues);
      }
      const plan = await planDeployment(run);
      const counts = planCounts(plan);
      const hash = planHash(run);
      planTable(plan).forEach(line => progress.line(line));
      progress.line(
        `Plan ${hash} of ${run.names.ref}: ${counts.create} to create, ${counts.change} to change, ${counts.unchanged} unchanged, ${counts.remove} to remove. Nothing was changed`,
      );
      started.output('ref', run.names.ref);
      started.output('plan', plan as unknown as JsonValue);
      started.output('counts', counts);
      started.output('hash', hash);
      return { planHash: hash, ...counts };
    },
  });
}

import type { TemplateAction } from '@backstage/plugin-scaffolder-node';
import type { JsonValue } from '@backstage/types';
import { kasmDeploymentCreatePermission } from '@kasm-portal/backstage-plugin-kasm-common';
import { deploymentNames } from '@kasm-portal/backstage-plugin-kasm-common/spec';
import { refuseForeignOwner } from '../create/ownOwner';
import type { ActionServices } from '../run/ActionServices';
import { kasmAction } from '../run/kasmAction';
import { openDeployment } from '../run/openDeployment';
import type { RunContext } from '../run/RunContext';
import { refusing, withoutStack } from '../run/withoutStack';
import { preflight, type PreflightReport } from './preflight';
import { examples } from './preflightAction.examples';
import {
  parsePreflightInput,
  preflightInputJsonSchema,
} from './preflightInput';
import { preflightOutputJsonSchema } from './preflightOutputSchema';
import { reportLines, summaryLine } from './reportLines';
import { requirePassed } from './requirePassed';

/** `kasm:deployment:preflight`: whether everything is there that creating a deployment will need. */
export function preflightAction(services: ActionServices): TemplateAction {
  return kasmAction(services, {
    id: 'kasm:deployment:preflight',
    description:
      'Looks whether a cluster is ready for a Kasm Workspaces deployment: every check with what was found and what to do; changes nothing',
    examples,
    input: preflightInputJsonSchema,
    output: preflightOutputJsonSchema,
    parse: parsePreflightInput,
    needs: () => [
      {
        permission: kasmDeploymentCreatePermission,
        what: 'check clusters for Kasm deployments',
      },
    ],
    target: ({ spec }) => deploymentNames(spec).ref,
    async run(started, { spec, deadlines, adopt, failOnProblems }) {
      const run = {
        ...refusing(() => openDeployment(started, spec, deadlines)),
        adopting: adopt === 'takeOver',
      };
      await refuseForeignOwner(services, started.credentials, spec.owner);
      run.progress.line(
        `Checking cluster ${run.cluster.name} for ${run.names.ref}`,
      );
      const report = await preflight(run, started.config.deployments);
      reportLines(report.checks).forEach(line => run.progress.line(line));
      const failed = report.checks.filter(
        ({ status }) => status === 'fail',
      ).length;
      const summary = summaryLine(report.checks);
      started.output('ref', run.names.ref);
      started.output('passed', failed === 0);
      started.output('failed', failed);
      started.output('summary', summary);
      started.output('checks', report.checks as unknown as JsonValue);
      run.progress.line(
        failed === 0
          ? `${summary}. ${run.names.ref} can be created; nothing was changed`
          : `${summary}. ${run.names.ref} cannot be created yet; nothing was changed`,
      );
      if (failOnProblems) {
        refuse(report, run);
      }
      return { passed: failed === 0, failed };
    },
  });
}

function refuse(report: PreflightReport, run: RunContext): void {
  try {
    requirePassed(report, run);
  } catch (error) {
    throw withoutStack(error as Error);
  }
}

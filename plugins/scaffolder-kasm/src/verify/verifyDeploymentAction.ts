import { ServiceUnavailableError } from '@backstage/errors';
import type { TemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  kasmDeploymentReadPermission,
  KasmClientError,
  type StatusDocument,
} from '@kasm-portal/backstage-plugin-kasm-common';
import { runbookUrl } from '../create/outputs';
import type { ActionServices } from '../run/ActionServices';
import { kasmAction, type Started } from '../run/kasmAction';
import { parseInput } from '../run/parseInput';
import { StepFailure } from '../run/StepFailure';
import { withoutStack } from '../run/withoutStack';
import { statusAsker } from './askStatus';
import { checkRunbook, reportLines, unmetText } from './report';
import { examples } from './verifyDeploymentAction.examples';
import { refOf, verifyInputJsonSchema, verifyInputSchema } from './verifyInput';
import { waitForVerdict } from './waitForVerdict';

const text = (description: string) =>
  ({ type: 'string', description } as const);

/** `kasm:deployment:verify`: the platform's Verification, as the portal sees it. */
export function verifyDeploymentAction(
  services: ActionServices,
): TemplateAction {
  return kasmAction(services, {
    id: 'kasm:deployment:verify',
    description:
      'Checks that a Kasm Workspaces deployment works, as the Verification section of the platform documentation does, and fails with what is unmet',
    examples,
    input: verifyInputJsonSchema,
    output: {
      type: 'object',
      properties: {
        ref: text('<cluster>/<name>'),
        health: text('healthy, progressing, degraded, down or unknown'),
        summary: text('One sentence'),
        url: text('Public address of Kasm'),
        runbookUrl: text('Verification in the runbook'),
        checks: {
          type: 'array',
          description: 'Every check with its result and the command by hand',
          items: { type: 'object' },
        },
        findings: {
          type: 'array',
          description: 'Named problems with their runbook links',
          items: { type: 'object' },
        },
      },
    },
    parse: input => parseInput(verifyInputSchema, input),
    needs: asked => [
      {
        permission: kasmDeploymentReadPermission,
        ref: refOf(asked),
        what: `look at ${refOf(asked)}`,
      },
    ],
    target: refOf,
    async run(started, asked) {
      const ref = refOf(asked);
      const { discovery } = services;
      if (!discovery) {
        throw new ServiceUnavailableError(
          "The portal's backend for Kasm cannot be found",
        );
      }
      const ask = statusAsker(
        { auth: services.auth, discovery },
        started.credentials,
        ref,
      );
      const { progress, dryRun } = started;
      const verified = await waitForVerdict(
        {
          progress,
          signal: started.signal,
          pollInterval: services.pollInterval ?? 1_000,
        },
        ask,
        dryRun ? { ...asked, deadline: 0 } : asked,
      ).catch(error => {
        if (error instanceof KasmClientError) {
          throw withoutStack(
            new StepFailure(`${ref} cannot be verified: ${error.message}`),
          );
        }
        throw error;
      });
      const { status } = verified;
      if (status) {
        tell(started, status);
      }
      if (verified.met) {
        progress.line(`${ref} is verified`);
        return { health: status!.health };
      }
      const problem = status
        ? `${ref} is not as it should be: ${unmetText(verified.unmet, status)}`
        : `${ref} cannot be verified: ${verified.why}`;
      if (dryRun) {
        progress.line(`${problem} (a dry run does not fail for it)`);
        return { health: status?.health ?? 'unknown' };
      }
      throw withoutStack(new StepFailure(problem));
    },
  });
}

function tell({ progress, output }: Started, status: StatusDocument) {
  reportLines(status).forEach(line => progress.line(line));
  output('ref', status.deployment.ref);
  output('health', status.health);
  output('summary', status.summary);
  output('url', status.deployment.url);
  output('runbookUrl', runbookUrl('verification/'));
  output(
    'checks',
    status.checks.map(check => ({ ...check, runbookUrl: checkRunbook(check) })),
  );
  output(
    'findings',
    status.findings.map(({ id, severity, title, subject, runbook }) => ({
      id,
      severity,
      title,
      ...(subject && { subject }),
      runbookUrl: runbookUrl(runbook),
    })),
  );
}

import {
  describeCheck,
  type Check,
  type StatusDocument,
} from '@kasm-portal/backstage-plugin-kasm-common';
import { runbookUrl } from '../create/outputs';

/** `pass  All pods running: 6 of 6 …`, a line for each check. */
export function reportLines({
  checks,
  findings,
  summary,
  health,
  deployment,
}: StatusDocument): string[] {
  return [
    `${health}: ${summary}`,
    ...checks.map(
      ({ id, result, evidence }) =>
        `- ${result}: ${describeCheck(id, deployment).title}${
          evidence ? `: ${evidence}` : ''
        }`,
    ),
    ...findings.map(
      ({ severity, title, runbook }) =>
        `- ${severity}: ${title}, see ${runbookUrl(runbook)}`,
    ),
  ];
}

/** Section of the runbook about a check. */
const SECTIONS: Record<string, string> = {
  'pods-running': 'all-pods-running',
  'database-healthy': 'database-healthy',
  'certificate-ready': 'tls-certificate-issued',
  'endpoint-answers': 'external-access',
  'admin-secret-present': 'admin-credentials-present',
};

/** Where the runbook tells how to make a check by hand. */
export function checkRunbook({ id }: Pick<Check, 'id'>): string {
  const anchor = SECTIONS[id];
  return runbookUrl(`verification/${anchor ? `#${anchor}` : ''}`);
}

/** What is unmet, in one sentence each: what was seen, how to look, what to read. */
export function unmetText(
  unmet: Check[],
  { findings, deployment }: Pick<StatusDocument, 'findings' | 'deployment'>,
): string {
  const checks = unmet.map(check => {
    const { title, command } = describeCheck(check.id, deployment);
    return `${title} (${check.result}): ${withoutStop(
      check.evidence ?? 'not seen',
    )}${command ? `; by hand: ${command}` : ''}; see ${checkRunbook(check)}`;
  });
  const causes = findings
    .filter(
      ({ explainedBy, severity }) =>
        !explainedBy && (severity === 'critical' || severity === 'error'),
    )
    .map(
      ({ title, runbook }) => `${withoutStop(title)}: ${runbookUrl(runbook)}`,
    );
  return [
    ...(checks.length > 0 ? checks : ['no check could be made']),
    ...(causes.length > 0 ? [`What is known: ${causes.join(', ')}`] : []),
  ].join('. ');
}

function withoutStop(text: string): string {
  return text.replace(/\.$/, '');
}

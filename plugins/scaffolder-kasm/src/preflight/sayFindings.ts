import type { RunContext } from '../run/RunContext';
import type { PreflightReport } from './preflight';
import { summaryLine } from './reportLines';

/** For a run that goes on afterwards: what must be known, and nothing of what is as it should be. */
export function sayFindings(
  { checks, facts }: PreflightReport,
  { progress, cluster }: Pick<RunContext, 'progress' | 'cluster'>,
): void {
  for (const { status, title, detail, remedy } of checks) {
    if (status === 'fail' && remedy?.includes('\n')) {
      remedy
        .trimEnd()
        .split('\n')
        .forEach(line => progress.line(line));
    } else if (status === 'warn' || status === 'unknown') {
      progress.warn(`${title}: ${detail}; ${remedy}`);
    }
  }
  if (checks.some(({ status }) => status === 'fail')) {
    progress.line(summaryLine(checks));
    return;
  }
  progress.line(
    `Cluster ${cluster.name} has all that is needed (${summaryLine(checks)})${
      facts.initialised ? '; the database was initialised before' : ''
    }`,
  );
}

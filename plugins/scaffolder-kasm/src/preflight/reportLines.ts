import type { PreflightCheck } from './PreflightCheck';

const STATUS_WIDTH = 'unknown'.length;

/** A list to read: status, what was looked at, what was found, and below it what to do. */
export function reportLines(checks: readonly PreflightCheck[]): string[] {
  const width = Math.max(0, ...checks.map(({ title }) => title.length));
  const indent = ' '.repeat(STATUS_WIDTH + 2 + width + 2);
  return checks.flatMap(({ status, title, detail, remedy }) => [
    `${status.padEnd(STATUS_WIDTH)}  ${title.padEnd(width)}  ${detail}`,
    ...(remedy?.trimEnd().split('\n') ?? []).map(line => `${indent}${line}`),
  ]);
}

/** `41 checks: 36 pass, 4 warn, 1 unknown`. */
export function summaryLine(checks: readonly PreflightCheck[]): string {
  const counts = (['fail', 'warn', 'unknown', 'skipped', 'pass'] as const)
    .map(status => ({
      status,
      count: checks.filter(check => check.status === status).length,
    }))
    .filter(({ count }) => count > 0)
    .map(({ status, count }) => `${count} ${status}`);
  return `${checks.length} checks: ${counts.join(', ')}`;
}

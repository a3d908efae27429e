import type { machine } from './machine';
import type { Measurement } from './Scenario';

/** What one run of the benchmarks found. */
export interface Report {
  at: string;
  machine: ReturnType<typeof machine>;
  scenarios: Array<{
    name: string;
    title: string;
    figures: Measurement[];
    /** What could not be measured, and why. */
    failures: string[];
  }>;
}

function rounded(value: number): string {
  if (!Number.isFinite(value)) {
    return '–';
  }
  const digits = Math.abs(value) < 10 ? 2 : Math.abs(value) < 100 ? 1 : 0;
  return String(Number(value.toFixed(digits)));
}

const figure = ({ value, unit }: Measurement) =>
  `${rounded(value)}${unit && ` ${unit}`}`;

function target({ most, least, unit }: Measurement): string {
  const bound = most ?? least;
  return bound === undefined
    ? ''
    : `${most === undefined ? '≥' : '≤'} ${bound}${unit && ` ${unit}`}`;
}

/** Undefined for a figure without a target. */
export function isMet({
  value,
  most,
  least,
}: Measurement): boolean | undefined {
  if (most === undefined && least === undefined) {
    return undefined;
  }
  return (
    (most === undefined || value <= most) &&
    (least === undefined || value >= least)
  );
}

const met = (measurement: Measurement) =>
  ({ true: 'yes', false: 'no', undefined: '' }[String(isMet(measurement))]!);

function table(rows: string[][]): string[] {
  const widths = rows[0].map((_, column) =>
    Math.max(...rows.map(row => row[column].length)),
  );
  const line = (row: string[]) =>
    `| ${row.map((cell, i) => cell.padEnd(widths[i])).join(' | ')} |`;
  return [
    line(rows[0]),
    line(widths.map(width => '-'.repeat(width))),
    ...rows.slice(1).map(line),
  ];
}

/** The report as a page. */
export function markdown({ at, machine, scenarios }: Report): string {
  const { processor, cores, memoryGB, system, node, loadBefore } = machine;
  return [
    '# Benchmarks',
    '',
    `Measured on ${at.slice(
      0,
      10,
    )} with Node ${node} on ${cores} cores of an ${processor}, ${memoryGB} GB, ${system}. Load before: ${loadBefore}.`,
    '',
    ...scenarios.flatMap(({ title, figures, failures }) => [
      `## ${title}`,
      '',
      ...table([
        ['What', 'Figure', 'Target', 'Met'],
        ...figures.map(each => [
          each.what,
          figure(each),
          target(each),
          met(each),
        ]),
      ]),
      ...failures.flatMap(failure => ['', `Not measured: ${failure}.`]),
      '',
    ]),
  ].join('\n');
}

/* eslint-disable no-console -- the command line of the benchmarks */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join, parse } from 'node:path';
import { killChildren } from './harness/childProcess';
import { machine } from './harness/machine';
import { isMet, markdown, type Report } from './harness/report';
import { runCase } from './harness/runCase';
import type { Measurement, Scenario } from './harness/Scenario';

const SCENARIOS = join(__dirname, 'scenarios');
const RESULTS = join(__dirname, 'results');

async function runScenario(name: string): Promise<Report['scenarios'][number]> {
  const { scenario }: { scenario: Scenario } = require(join(SCENARIOS, name));
  const { title, cases, compare } = scenario;
  console.log(`\n${title}`);
  const results: Record<string, Measurement[]> = {};
  const failures: string[] = [];
  for (const each of Object.keys(cases)) {
    try {
      results[each] = await runCase(name, each);
    } catch (error) {
      failures.push(`${each}: ${(error as Error).message}`);
    }
  }
  const figures = [
    ...Object.values(results).flat(),
    ...(compare?.(results) ?? []),
  ];
  for (const figure of figures) {
    const mark = { true: '✓', false: '✗', undefined: ' ' }[
      String(isMet(figure))
    ];
    const value = Math.round(figure.value * 100) / 100;
    console.log(`${mark} ${figure.what}: ${value} ${figure.unit}`);
  }
  failures.forEach(failure => console.log(`✗ ${failure}`));
  return { name, title, figures, failures };
}

/** Runs the scenarios that are named, or all, and writes what they found. */
async function run(names: string[]): Promise<number> {
  const known = readdirSync(SCENARIOS).map(file => parse(file).name);
  const unknown = names.filter(name => !known.includes(name));
  if (unknown.length > 0) {
    console.error(
      `There is no scenario ${unknown.join(', ')}. Known: ${known.join(', ')}.`,
    );
    return 2;
  }
  const report: Report = {
    at: new Date().toISOString(),
    machine: machine(),
    scenarios: [],
  };
  for (const name of names.length > 0 ? names : known) {
    report.scenarios.push(await runScenario(name));
  }
  mkdirSync(RESULTS, { recursive: true });
  writeFileSync(
    join(RESULTS, 'latest.json'),
    `${JSON.stringify(report, null, 2)}\n`,
  );
  writeFileSync(join(RESULTS, 'latest.md'), markdown(report));
  console.log('\nWritten to bench/results.');
  return report.scenarios.some(({ failures }) => failures.length > 0) ? 1 : 0;
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    killChildren();
    process.exit(130);
  });
}

run(process.argv.slice(2)).then(
  code => {
    killChildren();
    process.exit(code);
  },
  error => {
    console.error(error);
    killChildren();
    process.exit(1);
  },
);

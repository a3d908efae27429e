/* eslint-disable no-console -- tells its figures to the process that started it */
import { killChildren } from './childProcess';
import { RESULT } from './runCase';
import type { Scenario } from './Scenario';

/** Runs one case of one scenario and prints its figures. */
async function run([scenarioName, caseName]: string[]): Promise<void> {
  const {
    scenario,
  }: { scenario: Scenario } = require(`../scenarios/${scenarioName}`);
  const figures = await scenario.cases[caseName]();
  console.log(`${RESULT}${JSON.stringify(figures)}`);
}

run(process.argv.slice(2)).then(
  () => {
    killChildren();
    process.exit(0);
  },
  error => {
    console.error(error);
    killChildren();
    process.exit(1);
  },
);

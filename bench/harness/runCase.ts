import { join } from 'node:path';
import { startChild } from './childProcess';
import type { Measurement } from './Scenario';

const FILE = join(__dirname, 'caseProcess.ts');
/** No case may hang for longer. */
const LIMIT = 5 * 60_000;
/** Before the line with the figures. */
export const RESULT = 'figures: ';

/** Runs a case in a process of its own. Rejects when it fails, or takes too long. */
export async function runCase(
  scenario: string,
  name: string,
): Promise<Measurement[]> {
  let figures: Measurement[] | undefined;
  const { exited, end } = startChild(FILE, [scenario, name], line => {
    if (line.startsWith(RESULT)) {
      figures = JSON.parse(line.slice(RESULT.length));
    }
  });
  const timer = setTimeout(end, LIMIT);
  const code = await exited;
  clearTimeout(timer);
  if (!figures) {
    throw new Error(`it ended (exit ${code}) without figures`);
  }
  return figures;
}

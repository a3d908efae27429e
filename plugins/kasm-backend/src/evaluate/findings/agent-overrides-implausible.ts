import type { KasmAgentFacts } from '../../observation/Observation';
import { agentRows } from '../agents/rows';
import { rule, type Found } from './rule';

const GIB = 1024 ** 3;
/** Memory cannot be promised twice for long; cores often are, up to a dozen times. */
const MOST_MEMORY = 4;
const MOST_CORES = 16;

export const agentOverridesImplausible = rule(
  'agent-overrides-implausible',
  'kasmApi',
  context =>
    agentRows(context).flatMap(({ name, agent }) => {
      const wrong = agent ? implausible(agent) : [];
      return wrong.length === 0
        ? []
        : [
            {
              severity: 'warning',
              subject: name,
              title: `Overrides of ${name} cannot be right (${wrong.join(
                ', ',
              )})`,
              evidence: [
                agent?.memory
                  ? `It has ${agent.memory} bytes of memory.`
                  : undefined,
                agent?.cores ? `It has ${agent.cores} cores.` : undefined,
              ],
              remedy: [
                [
                  'Correct them in Kasm (Infrastructure, Docker Agents): memory is in bytes, and 0 is none.',
                ],
              ],
            } satisfies Found,
          ];
    }),
);

function implausible(agent: KasmAgentFacts): string[] {
  const { memory, cores, memoryOverride = 0, coresOverride = 0 } = agent;
  const memoryWrong =
    memoryOverride !== 0 &&
    (memoryOverride < GIB ||
      (memory !== undefined && memoryOverride > MOST_MEMORY * memory));
  const coresWrong = cores !== undefined && coresOverride > MOST_CORES * cores;
  return [
    ...(memoryWrong ? [`${memoryOverride} bytes`] : []),
    ...(coresWrong ? [`${coresOverride} cores`] : []),
  ];
}

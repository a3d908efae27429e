import type { Clock } from '../../Clock';
import { elapsed } from './heartbeat';
import type { KasmAgent, KasmData, KasmImage } from './KasmData';
import type { KasmDisturbances } from './kasmDisturbances';

/** How long an agent pulls one image; it pulls them one after another. */
const PULLING = 3000;

/** The enabled images that an agent has pulled. */
export function pulledBy(
  data: KasmData,
  agent: KasmAgent,
  clock: Clock,
  disturbances: KasmDisturbances,
): KasmImage[] {
  if (agent.enabledAt === undefined) return [];
  const done = Math.floor(elapsed(clock, agent.enabledAt) / PULLING);
  return data.images
    .filter(({ enabled }) => enabled)
    .slice(0, Math.max(0, done))
    .filter(({ id }) => !disturbances.unpullable.has(id));
}

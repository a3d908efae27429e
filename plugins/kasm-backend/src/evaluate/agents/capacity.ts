import type { StatusDocument } from '@kasm-portal/backstage-plugin-kasm-common';
import type {
  KasmAgentFacts,
  WorkspaceImageFacts,
} from '../../observation/Observation';
import type { Context, Sights } from '../Context';
import { checkInOf, isDraining } from './checkIn';
import { runs } from './machines';
import { agentRows, agentsOfKasm, type AgentRow } from './rows';

/** Cores, and bytes of memory. */
interface Room {
  cores: number;
  memory: number;
}

export interface Capacity {
  /** More of the smallest workspace that fit. */
  slots: number;
  /** How many would if nobody worked. */
  total: number;
  image: string;
  free: Room;
}

/** Asked many times in one judgement, which has its own sights. */
const known = new WeakMap<Sights, { capacity: Capacity | undefined }>();

/** Room for more sessions, as last seen; undefined while nobody can tell. */
export function capacityOf(context: Context): Capacity | undefined {
  const found = known.get(context.sights) ?? { capacity: counted(context) };
  known.set(context.sights, found);
  return found.capacity;
}

function counted(context: Context): Capacity | undefined {
  const image = smallestImage(context);
  if (!agentsOfKasm(context) || !image) {
    return undefined;
  }
  const sum = { slots: 0, total: 0, free: { cores: 0, memory: 0 } };
  for (const row of agentRows(context)) {
    const takes = row.agent ? takesSessions(context, row) : false;
    const size = row.agent && sizeOf(row.agent);
    const free = row.agent && freeOn(row.agent);
    if (takes === undefined || (takes && (!size || !free))) {
      return undefined;
    }
    if (takes && size && free) {
      sum.slots += fits(image, free);
      sum.total += fits(image, size);
      sum.free.cores += Math.max(0, free.cores);
      sum.free.memory += Math.max(0, free.memory);
    }
  }
  return { ...sum, image: image.name };
}

/** The same for the page, which shows it only while it is so now. */
export function capacityPart(context: Context): StatusDocument['capacity'] {
  const capacity = context.sights.kasmApi.visible
    ? capacityOf(context)
    : undefined;
  return (
    capacity && {
      slots: capacity.slots,
      image: capacity.image,
      freeCores: rounded(capacity.free.cores),
      freeMemory: Math.round(capacity.free.memory),
    }
  );
}

/** The smallest workspace that anybody may start anywhere. */
export function smallestImage({
  sights,
}: Pick<Context, 'sights'>): (WorkspaceImageFacts & Room) | undefined {
  const images = (sights.kasmApi.facts?.images ?? []).flatMap(image =>
    image.enabled &&
    image.available !== false &&
    !image.restricted &&
    !image.gpus &&
    image.cores &&
    image.memory
      ? [{ ...image, cores: image.cores, memory: image.memory }]
      : [],
  );
  return images.sort(
    (a, b) =>
      a.cores - b.cores || a.memory - b.memory || (a.name < b.name ? -1 : 1),
  )[0];
}

/** What is free on an agent, by its overrides; undefined when its use is not known. */
export function freeOn(agent: KasmAgentFacts): Room | undefined {
  const size = sizeOf(agent);
  const { coresUsed, memoryUsed } = agent;
  return size && coresUsed !== undefined && memoryUsed !== undefined
    ? { cores: size.cores - coresUsed, memory: size.memory - memoryUsed }
    : undefined;
}

/** How many sessions of a workspace a room has. */
export function fits(image: Room, room: Room): number {
  return Math.max(
    0,
    // Sums of fractions may miss the whole by a hair.
    Math.floor(
      Math.min(room.cores / image.cores, room.memory / image.memory) + 1e-6,
    ),
  );
}

/** Two digits are what people think in. */
export function rounded(cores: number): number {
  return Math.round(cores * 100) / 100;
}

function sizeOf(agent: KasmAgentFacts): Room | undefined {
  const cores = agent.coresOverride || agent.cores;
  const memory = agent.memoryOverride || agent.memory;
  return cores !== undefined && memory !== undefined
    ? { cores, memory }
    : undefined;
}

/** Undefined when it cannot be told. */
function takesSessions(
  context: Context,
  { vm, agent }: AgentRow,
): boolean | undefined {
  const { enabled, status } = agent!;
  const checkIn = checkInOf(agent!, context);
  if (
    enabled === false ||
    isDraining(agent!) ||
    checkIn === 'late' ||
    checkIn === 'lost' ||
    // As it was seen last: an agent does not get room by being out of sight.
    (vm && !runs(vm))
  ) {
    return false;
  }
  return enabled === undefined ||
    (checkIn === undefined && status !== 'running')
    ? undefined
    : true;
}

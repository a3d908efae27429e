import { KasmRefusal } from '../kasmApp/KasmInstallation';
import type { KasmInstallation } from '../kasmApp/KasmInstallation';
import type { KasmSession } from '../kasmApp/KasmData';
import { kasmId, kasmToken } from '../kasmApp/kasmId';
import type { KasmPlace } from '../kasmApp/kasmRelease';
import type { Controllers } from '../startControllers';
import { once, type Heal } from './Heal';
import { agentOf, kasmOf } from './kasmOf';

const HOW_MANY = 3;
/** How long they have been starting already. */
const STARTING_SINCE = 6 * 60_000;
/** Kasm's own messages may say whose session it was to be, and from where. */
const message = (user: string) =>
  `Error response from agent: timed out while creating container for ${user} from 192.0.2.17`;

/**
 * Three sessions have been starting for six minutes and do not get on. Healed, those who
 * waited give up.
 *
 * @public
 */
export function holdSessions(controllers: Controllers, place: KasmPlace): Heal {
  const { clock, disturbances } = controllers;
  const { held } = disturbances.kasm;
  const kasm = kasmOf(controllers, place);
  agentOf(kasm);
  const began = clock.now().getTime() - STARTING_SINCE;
  const sessions = Array.from({ length: HOW_MANY }, (_, index) => {
    const session = wanted(kasm, index, began);
    const user = kasm.data.users.find(({ id }) => id === session.userId);
    held.set(session.id, message(user?.username ?? 'nobody'));
    return Object.assign(session, {
      createdAt: began,
      since: began,
      keptAlive: clock.now().getTime(),
      inUse: true,
      ...(session.agentId ? { status: 'starting' as const } : {}),
    });
  });
  kasm.settle();
  return once(() => {
    sessions.forEach(session => {
      held.delete(session.id);
      kasm.destroy(session);
    });
    kasm.settle();
  });
}

/** A session, or where there is no room for one the wish that waits for it. */
function wanted(
  kasm: KasmInstallation,
  index: number,
  now: number,
): KasmSession {
  const { data } = kasm;
  const user = data.users[index % data.users.length];
  const image = data.images.find(({ enabled }) => enabled) ?? data.images[0];
  try {
    return kasm.request({ userId: user.id, imageId: image.id });
  } catch (error) {
    if (!(error instanceof KasmRefusal)) throw error;
    const seed = `waiting ${index} of ${user.id} at ${now}`;
    const session: KasmSession = {
      id: kasmId(seed),
      shareId: kasmId(`share of ${seed}`).slice(0, 8),
      userId: user.id,
      imageId: image.id,
      cores: image.cores,
      memory: image.memory,
      status: 'requested',
      since: now,
      createdAt: now,
      keptAlive: now,
      inUse: true,
      haste: 1,
      token: kasmToken(seed),
      viewOnlyToken: kasmToken(`view of ${seed}`),
    };
    data.sessions.push(session);
    return session;
  }
}

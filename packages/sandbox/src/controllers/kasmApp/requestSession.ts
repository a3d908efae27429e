import type { KasmAgent, KasmData, KasmSession } from './KasmData';
import { slotsOn } from './agentRoom';
import { kasmId, kasmToken } from './kasmId';
import {
  KasmRefusal,
  type KasmInstallation,
  type SessionWish,
} from './KasmInstallation';

const NO_ROOM =
  'No resources are available to create the requested Kasm. Please try again later or contact an Administrator';

/** Sessions that count towards a licence's limit. */
export const licensed = ({ sessions }: KasmData) =>
  sessions.filter(({ status }) => status !== 'stopped' && status !== 'deleting')
    .length;

/** The enabled agent that reports, has the image and has most room; undefined when there is none. */
function chooseAgent(
  kasm: KasmInstallation,
  imageId: string,
): KasmAgent | undefined {
  const image = kasm.data.images.find(({ id }) => id === imageId)!;
  return kasm.data.agents
    .filter(
      agent =>
        agent.enabled &&
        kasm.status(agent) === 'running' &&
        kasm.pulled(agent).includes(image),
    )
    .map(agent => ({ agent, slots: slotsOn(kasm.data, agent, image) }))
    .filter(({ slots }) => slots > 0)
    .sort((a, b) => b.slots - a.slots)[0]?.agent;
}

/** Makes a session, or throws what Kasm says when it does not. */
export function requestSession(
  kasm: KasmInstallation,
  wish: SessionWish,
  now: number,
  serial: number,
): KasmSession {
  const { data } = kasm;
  const user = data.users.find(({ id }) => id === wish.userId);
  if (!user) throw new KasmRefusal('Invalid user_id');
  const image = data.images.find(({ id }) => id === wish.imageId);
  if (!image) throw new KasmRefusal('Invalid image_id');
  if (!image.enabled) throw new KasmRefusal('Image is disabled');
  const [licence] = data.licences;
  if (
    licence &&
    (licence.expiresAt <= now || licensed(data) >= licence.limit)
  ) {
    throw new KasmRefusal(
      licence.expiresAt <= now
        ? 'The license has expired'
        : 'The maximum number of licensed sessions is in use',
    );
  }
  const agent = chooseAgent(kasm, image.id);
  if (!agent) {
    throw new KasmRefusal(
      kasm.isAvailable(image)
        ? `${NO_ROOM} : No Agent slots available. No Agent can be contacted with enough available resources to provision the image`
        : `${NO_ROOM} : No Agent has the image ${image.name}`,
    );
  }
  const seed = `session ${serial} of ${user.id} at ${now}`;
  const session: KasmSession = {
    id: kasmId(seed),
    shareId: kasmId(`share of ${seed}`).slice(0, 8),
    userId: user.id,
    imageId: image.id,
    agentId: agent.id,
    life: agent.machine.life,
    cores: image.cores,
    memory: image.memory,
    status: 'requested',
    since: now,
    createdAt: now,
    keptAlive: now,
    inUse: wish.inUse ?? false,
    haste: wish.haste ?? 1,
    token: kasmToken(seed),
    viewOnlyToken: kasmToken(`view of ${seed}`),
  };
  user.lastSession = now;
  data.sessions.push(session);
  return session;
}

import type { Clock } from '../../Clock';
import { colleagues } from './freshKasm';
import { kasmId } from './kasmId';
import type { KasmInstallation } from './KasmInstallation';
import { placeKey } from './kasmRelease';

const MINUTE = 60_000;
/** How long ago the sessions of the first look began. */
const BEGAN = [143, 58, 24];
/** CPUs are promised twice: desktops are idle most of the time. */
const OVERSUBSCRIPTION = 2;

/**
 * Makes a Kasm look as if people had worked with it for a while: accounts, a zone that agents find,
 * enabled agents, a few sessions.
 */
export function liveIn(kasm: KasmInstallation, clock: Clock): void {
  const { data } = kasm;
  const seed = placeKey(kasm.place);
  const now = clock.now().getTime();
  data.users.push(...colleagues(seed, now - 3 * 24 * 60 * MINUTE));
  data.zones[0].upstreamAuthAddress = kasm.host;
  const images = data.images.filter(({ enabled }) => enabled);
  for (const agent of data.agents) {
    agent.enabled = true;
    // All images are pulled long since.
    agent.enabledAt = Math.min(agent.registeredAt, now - 60 * MINUTE);
    agent.coresOverride = agent.cores * OVERSUBSCRIPTION;
  }
  if (data.agents.length === 0) return;
  const people = data.users.filter(({ username }) =>
    username.endsWith('@example.com'),
  );
  BEGAN.slice(0, kasm.slots()).forEach((minutes, index) => {
    const session = kasm.request({
      userId: people[index].id,
      imageId: images[index % images.length].id,
      inUse: true,
    });
    const began = now - minutes * MINUTE;
    Object.assign(session, {
      id: kasmId(`${seed}/session/${index}`),
      status: 'running',
      createdAt: began,
      since: began,
      startedAt: began,
      keptAlive: now,
    });
  });
}

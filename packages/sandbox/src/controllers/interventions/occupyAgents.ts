import type { KasmSession } from '../kasmApp/KasmData';
import { KasmRefusal } from '../kasmApp/KasmInstallation';
import type { KasmPlace } from '../kasmApp/kasmRelease';
import type { Controllers } from '../startControllers';
import { once, type Heal } from './Heal';
import { agentOf, kasmOf } from './kasmOf';

/**
 * People take all the room that there is: nobody gets another session until healed.
 *
 * @public
 */
export function occupyAgents(controllers: Controllers, place: KasmPlace): Heal {
  const kasm = kasmOf(controllers, place);
  agentOf(kasm);
  const { data } = kasm;
  const taken: KasmSession[] = [];
  for (const image of data.images.filter(({ enabled }) => enabled)) {
    for (let seat = 0; kasm.slots() > 0; seat++) {
      try {
        const session = kasm.request({
          userId: data.users[seat % data.users.length].id,
          imageId: image.id,
          inUse: true,
        });
        taken.push(session);
      } catch (error) {
        if (error instanceof KasmRefusal) break;
        throw error;
      }
    }
  }
  return once(() => taken.forEach(session => kasm.destroy(session)));
}

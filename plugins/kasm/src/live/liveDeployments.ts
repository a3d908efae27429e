import type { KasmApi } from '../api/KasmApi';
import { LiveDeployment } from './LiveDeployment';

type Asked = Pick<KasmApi, 'getDeployment'>;

const MOST = 10;
const kept = new WeakMap<Asked, Map<string, LiveDeployment>>();

/**
 * The one `LiveDeployment` of a deployment on this page. The last few are kept, so that going from
 * the card to the tab shows at once what was seen, with its age, instead of loading again.
 *
 * @internal
 */
export function liveDeployment(api: Asked, ref: string): LiveDeployment {
  const known = kept.get(api) ?? new Map<string, LiveDeployment>();
  kept.set(api, known);
  const live = known.get(ref) ?? new LiveDeployment(api, ref);
  known.delete(ref);
  known.set(ref, live);
  if (known.size > MOST) {
    known.delete(known.keys().next().value as string);
  }
  return live;
}

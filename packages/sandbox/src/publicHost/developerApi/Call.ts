import {
  KasmRefusal,
  type KasmInstallation,
} from '../../controllers/kasmApp/KasmInstallation';
import { bareId } from '../../controllers/kasmApp/kasmId';
import type { Permission } from './apiKeys';

/** The body of a request. */
export type Asked = Record<string, any>;

/** One call of the developer API. */
export interface Call {
  permission: Permission;
  /** Whether a read-only key is refused. */
  changes?: boolean;
  /** What is answered with 200; throws KasmRefusal for an `error_message`. */
  answer(kasm: KasmInstallation, asked: Asked, now: Date): object;
}

/** The one with that id, however it is written; throws what Kasm says when there is none. */
export function byId<T extends { id: string }>(
  all: T[],
  id: unknown,
  what: string,
): T {
  const found = all.find(each => each.id === bareId(id));
  if (!found) throw new KasmRefusal(`Invalid ${what}`);
  return found;
}

/** An object in the body that a call cannot do without. */
export function target(asked: Asked, name: string): Asked {
  const value = asked[name];
  if (typeof value !== 'object' || value === null) {
    throw new KasmRefusal(`Request is missing required parameter (${name})`);
  }
  return value;
}

import { useRouteRef } from '@backstage/core-plugin-api';
import { entityKasmRouteRef } from '../routes';

/**
 * Path of this entity's Kasm tab; undefined in a portal that shows the card only.
 *
 * @internal
 */
export function useTabPath(): string | undefined {
  try {
    // Throws after its last hook when the route is not mounted, so the order of hooks holds.
    const path = useRouteRef(entityKasmRouteRef);
    return path?.();
  } catch {
    return undefined;
  }
}

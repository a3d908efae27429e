import { useEffect } from 'react';
import { useLocation } from 'react-router-dom';
import { SECTIONS } from './sections';

/**
 * Brings the section that the address names into view, once there is something to see. The router
 * does not do that by itself, and on a cold load the section comes later than the address.
 *
 * @internal
 */
export function useAnchor(ready: boolean): void {
  const { hash, key } = useLocation();
  useEffect(() => {
    const id = hash.slice(1);
    if (!ready || !Object.hasOwn(SECTIONS, id)) return;
    const section = document.getElementById(id);
    section?.scrollIntoView?.({ block: 'start' });
    section?.focus({ preventScroll: true });
  }, [ready, hash, key]);
}

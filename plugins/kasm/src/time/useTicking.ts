import { useEffect, useRef, useState } from 'react';
import { onTick } from './ticker';

/**
 * A value that depends on the time of day, looked at once a second. Only a change of the value
 * renders, and only the component that asked.
 *
 * @internal
 */
export function useTicking<T extends string | number | boolean>(
  read: (now: number) => T,
): T {
  const [, setShown] = useState<T>();
  const latest = useRef(read);
  latest.current = read;
  useEffect(() => onTick(now => setShown(latest.current(now))), []);
  return read(Date.now());
}

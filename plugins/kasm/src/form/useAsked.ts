import { useEffect, useState } from 'react';

/**
 * What asking came to, so far.
 *
 * @internal
 */
export type Asked<T> =
  | { state: 'asking' }
  | { state: 'answered'; answer: T }
  | { state: 'failed'; reason: string };

/**
 * Asks once, and again whenever `about` changes; the older question is called off. Nothing is asked
 * while `about` is undefined.
 *
 * @param delay - milliseconds of quiet before asking, for what is being typed
 * @internal
 */
export function useAsked<T>(
  ask: (signal: AbortSignal) => Promise<T>,
  about: string | undefined,
  delay = 0,
): Asked<T> {
  const [asked, setAsked] = useState<Asked<T>>({ state: 'asking' });
  useEffect(() => {
    setAsked({ state: 'asking' });
    if (about === undefined) {
      return undefined;
    }
    const control = new AbortController();
    const timer = setTimeout(
      () =>
        ask(control.signal).then(
          answer =>
            !control.signal.aborted && setAsked({ state: 'answered', answer }),
          error =>
            !control.signal.aborted &&
            setAsked({ state: 'failed', reason: error.message }),
        ),
      delay,
    );
    return () => {
      clearTimeout(timer);
      control.abort();
    };
    // Whoever asks makes a new function each time; what it is about says whether to ask again.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [about, delay]);
  return asked;
}

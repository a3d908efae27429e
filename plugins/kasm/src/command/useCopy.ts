import { RefObject, useEffect, useRef, useState } from 'react';
import { copyText } from './copyText';

/** Milliseconds that what happened stays to be read. */
const SAID = 3_000;

const SENTENCES = {
  copied: 'Copied',
  selected: 'Selected: copy it with the keyboard',
};

/**
 * Copies a text, or selects it in `shown` where the browser does not let us, and says which.
 *
 * @internal
 */
export function useCopy(text: string): {
  shown: RefObject<HTMLPreElement>;
  /** Empty, or what happened. */
  said: string;
  copied: boolean;
  copy(): Promise<void>;
} {
  const shown = useRef<HTMLPreElement>(null);
  const [result, setResult] = useState<'copied' | 'selected'>();
  useEffect(() => {
    if (!result) return undefined;
    const timer = setTimeout(() => setResult(undefined), SAID);
    return () => clearTimeout(timer);
  }, [result]);
  return {
    shown,
    said: result ? SENTENCES[result] : '',
    copied: result === 'copied',
    copy: async () =>
      setResult((await copyText(text, shown.current)) ? 'copied' : 'selected'),
  };
}

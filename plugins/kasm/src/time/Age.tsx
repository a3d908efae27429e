import { agoText, durationText, millis } from './ageText';
import { useTicking } from './useTicking';

/**
 * How long ago something was, kept current by itself; the exact time on hover.
 *
 * @internal
 */
export function Age(props: {
  /** RFC 3339, or milliseconds. */
  since: string | number | undefined;
  /** `6 min ago` instead of `6 min`. */
  ago?: boolean;
  /** Shown when the time is not known. */
  otherwise?: string;
}) {
  const since =
    typeof props.since === 'number' ? props.since : millis(props.since);
  const text = useTicking(now => {
    if (since === undefined) return props.otherwise ?? '';
    return props.ago ? agoText(since, now) : durationText(now - since);
  });
  if (since === undefined) return <>{text}</>;
  const exact = new Date(since);
  return (
    <time dateTime={exact.toISOString()} title={exact.toLocaleString()}>
      {text}
    </time>
  );
}

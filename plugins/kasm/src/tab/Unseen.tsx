import type { SourceStatus } from '@kasm-portal/backstage-plugin-kasm-common';
import { sourceLook, UNKNOWN } from '../marks/looks';
import { Mark } from '../marks/Mark';
import { sentence } from './sentence';

/**
 * Stands where a section has nothing to show because we did not see it.
 *
 * @internal
 */
export function Unseen(props: { source?: SourceStatus }) {
  const { source } = props;
  return (
    <>
      <Mark look={source ? sourceLook[source.state] : UNKNOWN} />
      <p style={{ overflowWrap: 'anywhere' }}>
        {source?.reason ?? 'Nothing was seen of it yet.'}
      </p>
    </>
  );
}

/**
 * Above what was seen once and could not be seen again.
 *
 * @internal
 */
export function NotCurrent(props: { source?: SourceStatus }) {
  const { source } = props;
  const current = ['ok', 'empty', 'notConfigured', undefined];
  if (current.includes(source?.state)) return null;
  return (
    <p role="note" style={{ marginBottom: 8, overflowWrap: 'anywhere' }}>
      <Mark look={sourceLook[source!.state]} />: what follows is not current.{' '}
      {source!.reason && sentence(source!.reason)}
    </p>
  );
}

import type { KasmApiFacts } from '../../observation/Observation';
import type { Context } from '../Context';
import { notSeen, type CheckOutcome } from './check';

/** A list of Kasm's, or why it is not known: a source that is blind now has no sight to pass with. */
export function kasmList<L extends 'agents' | 'images' | 'zones'>(
  { sights }: Context,
  list: L,
):
  | { items: NonNullable<KasmApiFacts[L]>; unseen?: undefined }
  | { items?: undefined; unseen: CheckOutcome } {
  const { visible, facts, reason } = sights.kasmApi;
  const items = facts?.[list];
  if (visible && items) {
    return { items };
  }
  const unread = facts?.unread.find(one => one.list === list);
  return { unseen: notSeen(reason ?? unread?.reason) };
}

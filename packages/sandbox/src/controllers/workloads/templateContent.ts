import type { StoredObject } from '../../apiserver/ClusterStore';
import { canonicalJson, templateHash } from '../machinery/names';

/** The label by which the pods of a template are told apart. */
export const HASH = 'pod-template-hash';

/** The content of templates, which are never changed in place. */
const known = new WeakMap<object, string>();

/** What is in a value; what is empty is as good as absent. */
function filled(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(filled);
  }
  if (!value || typeof value !== 'object') {
    return value;
  }
  const members = Object.entries(value)
    .map(([key, member]) => [key, filled(member)] as const)
    .filter(
      ([key, member]) =>
        key !== HASH &&
        member !== null &&
        member !== undefined &&
        !(typeof member === 'object' && Object.keys(member).length === 0),
    );
  return Object.fromEntries(members);
}

function contentOf(template: object): string {
  const content = known.get(template) ?? canonicalJson(filled(template));
  known.set(template, content);
  return content;
}

/** The hash of a template, as in the name of its ReplicaSet. */
export const hashOf = (template: object) => templateHash(template);

/** Whether a ReplicaSet is that of a template: made from it, or from one that makes equal pods. */
export function isMadeFrom(set: StoredObject, template: object): boolean {
  return (
    set.metadata.labels?.[HASH] === hashOf(template) ||
    contentOf(set.spec.template) === contentOf(template)
  );
}

import type { KubeResource } from './KubeClient';
import { groupOf } from './resources';

/** What was tried, for messages. */
export interface Attempt {
  cluster: string;
  /** For example `list`. */
  verb: string;
  /** Absent for calls that concern no resource. */
  resource?: KubeResource;
  namespace?: string;
  name?: string;
}

/**
 * `rke2: list pods in namespace kasm`. Never an address.
 */
export function describeAttempt(attempt: Attempt): string {
  const { cluster, verb, resource, namespace, name } = attempt;
  if (!resource) return `${cluster}: ${verb}`;
  const group = groupOf(resource);
  const what = group ? `${resource.plural}.${group}` : resource.plural;
  const object = name === undefined ? what : `${what} ${name}`;
  return `${cluster}: ${verb} ${object}${describeScope(resource, namespace)}`;
}

function describeScope(resource: KubeResource, namespace?: string): string {
  if (!resource.namespaced) return '';
  return namespace === undefined
    ? ' in all namespaces'
    : ` in namespace ${namespace}`;
}

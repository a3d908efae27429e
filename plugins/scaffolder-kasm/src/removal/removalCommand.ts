import { groupOf } from '@kasm-portal/backstage-plugin-kasm-node';
import type { ObjectName } from '../run/WriteRecord';
import { removalResource } from './removalResource';

/** What may go into a command that people copy; names of clusters' objects are others' text. */
const NAME = /^[a-z0-9]([-a-z0-9.:]{0,251}[a-z0-9])?$/;

/** The command that removes an object by hand. */
export function removalCommand(
  context: string,
  object: ObjectName & { apiVersion: string },
): string {
  const resource = removalResource(object);
  const group = resource ? groupOf(resource) : '';
  const kind = resource
    ? `${resource.plural}${group && `.${group}`}`
    : '<resource>';
  return [
    'kubectl',
    `--context ${safeName(context)}`,
    ...(object.namespace ? [`-n ${safeName(object.namespace)}`] : []),
    `delete ${kind} ${safeName(object.name)}`,
  ].join(' ');
}

/** For a command that people copy: a placeholder for whatever is no name. */
export function safeName(name: string): string {
  return NAME.test(name) ? name : '<name>';
}

import {
  groupOf,
  type KubeResource,
} from '@kasm-portal/backstage-plugin-kasm-node';

/** One verb on one resource, or on one object of it. */
export interface Right {
  verb: string;
  resource: KubeResource;
  namespace?: string;
  name?: string;
}

/** `create secrets in database`. */
export function describeRight({
  verb,
  resource,
  namespace,
  name,
}: Right): string {
  const group = groupOf(resource);
  return `${verb} ${resource.plural}${group && `.${group}`}${
    name ? ` ${name}` : ''
  }${namespace ? ` in ${namespace}` : ''}`;
}

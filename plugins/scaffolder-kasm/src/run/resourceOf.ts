import {
  resources,
  type KubeResource,
} from '@kasm-portal/backstage-plugin-kasm-node';

/** Written by some deployments only, and read by nobody else in the portal. */
const MORE: KubeResource[] = [
  {
    apiVersion: 'gateway.networking.k8s.io/v1',
    plural: 'httproutes',
    kind: 'HTTPRoute',
    namespaced: true,
  },
  {
    apiVersion: 'external-secrets.io/v1',
    plural: 'externalsecrets',
    kind: 'ExternalSecret',
    namespaced: true,
  },
];

const KNOWN = new Map(
  [...MORE, ...Object.values(resources)].map(resource => [
    `${groupOf(resource.apiVersion)}/${resource.kind}`,
    resource,
  ]),
);

/**
 * The resource by which an object is read and written.
 *
 * @throws Error for a kind that the portal does not write: a mistake of ours
 */
export function resourceOf(object: {
  apiVersion: string;
  kind: string;
}): KubeResource {
  const known = KNOWN.get(`${groupOf(object.apiVersion)}/${object.kind}`);
  if (!known) {
    throw new Error(`No resource is known for ${object.kind}`);
  }
  return { ...known, apiVersion: object.apiVersion };
}

function groupOf(apiVersion: string): string {
  return apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
}

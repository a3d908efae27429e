import {
  resources,
  type KubeResource,
} from '@kasm-portal/backstage-plugin-kasm-node';
import { resourceOf } from '../run/resourceOf';
import { statefulSets } from '../run/statefulSets';

const namespaced = (
  apiVersion: string,
  plural: string,
  kind: string,
): KubeResource => ({ apiVersion, plural, kind, namespaced: true });

export const serviceAccounts = namespaced(
  'v1',
  'serviceaccounts',
  'ServiceAccount',
);
export const clusterRoleBindings: KubeResource = {
  apiVersion: 'rbac.authorization.k8s.io/v1',
  plural: 'clusterrolebindings',
  kind: 'ClusterRoleBinding',
  namespaced: false,
};

/** Never written by the portal, and met when something is left over. */
const MET = [statefulSets, serviceAccounts, clusterRoleBindings];

/** The resource of an object; undefined for a kind that the portal has nothing to do with. */
export function removalResource(object: {
  apiVersion: string;
  kind: string;
}): KubeResource | undefined {
  const met = MET.find(
    ({ apiVersion, kind }) =>
      apiVersion === object.apiVersion && kind === object.kind,
  );
  if (met) {
    return met;
  }
  try {
    return resourceOf(object);
  } catch {
    return undefined;
  }
}

/** Read for what they are called only: what they hold stays on the server. */
export function isSecret({ kind }: Pick<KubeResource, 'kind'>): boolean {
  return kind === resources.secrets.kind;
}

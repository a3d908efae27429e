import type { KubeResource } from '@kasm-portal/backstage-plugin-kasm-node';

/** What some components of Kasm are in some releases of its chart. */
export const statefulSets: KubeResource = {
  apiVersion: 'apps/v1',
  plural: 'statefulsets',
  kind: 'StatefulSet',
  namespaced: true,
};

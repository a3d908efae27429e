import {
  type KubeObject,
  resources,
} from '@kasm-portal/backstage-plugin-kasm-node';
import type { Watched } from './Watched';

export interface WatchedNode {
  name: string;
  /** Whether it takes no new pods. */
  cordoned: boolean;
  /** RFC 3339; when that began, as far as its taint tells. */
  cordonedSince?: string;
}

/** @internal */
export const nodes: Watched<WatchedNode> = {
  resource: resources.nodes,
  project(object) {
    const { metadata, spec } = object as KubeObject & {
      spec?: {
        unschedulable?: boolean;
        taints?: Array<{ key?: string; timeAdded?: string }>;
      };
    };
    const taint = spec?.taints?.find(
      ({ key }) => key === 'node.kubernetes.io/unschedulable',
    );
    return {
      name: metadata.name,
      cordoned: spec?.unschedulable === true,
      cordonedSince: taint?.timeAdded,
    };
  },
};

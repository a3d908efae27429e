import type { StoredObject } from '../../apiserver/ClusterStore';
import { meetsNodeAffinity } from '../kubelet/nodeMatching';
import type { Controllers } from '../startControllers';
import {
  componentDeployment,
  deletePods,
  type Component,
} from './componentPods';
import { once, type Heal } from './Heal';

/**
 * Takes the label that a component's pods select away from the nodes that carry it, and has the pods
 * made anew: they fit on none. Where they select none, the nodes are cordoned instead.
 *
 * @public
 */
export function unlabelNodes({ rke2 }: Controllers, target: Component): Heal {
  const { spec } = componentDeployment(rke2, target).spec.template;
  const [label] = Object.keys(spec.nodeSelector ?? {});
  const nodes = rke2
    .list('nodes')
    .filter(node => meetsNodeAffinity(node, spec));
  const change = (node: StoredObject, to: (copy: any) => void) =>
    rke2.update('nodes', undefined, node.metadata.name, to);
  const heals = nodes.map(node => {
    if (label) {
      const value = node.metadata.labels![label];
      change(node, ({ metadata }) => delete metadata.labels[label]);
      return () =>
        change(node, ({ metadata }) => {
          metadata.labels = { ...metadata.labels, [label]: value };
        });
    }
    change(node, copy => {
      copy.spec = { ...copy.spec, unschedulable: true };
    });
    return () =>
      change(node, copy => {
        delete copy.spec.unschedulable;
      });
  });
  deletePods(rke2, target);
  return once(() => heals.forEach(heal => heal()));
}

import type { Controllers } from '../startControllers';
import { componentPods, type Component } from './componentPods';
import { once, type Heal } from './Heal';
import { missing } from './Place';

function nodeOf({ rke2 }: Controllers, target: Component): string {
  const [node] = componentPods(rke2, target).flatMap(
    ({ spec }) => spec.nodeName ?? [],
  );
  return (
    node ??
    missing('pod on a node of Kasm’s component', {
      namespace: target.namespace,
      name: target.component,
    })
  );
}

/**
 * The kubelet of the node that a component runs on does not answer: the node is `NotReady`, its pods are
 * not ready and leave after five minutes.
 *
 * @public
 */
export function loseNode(controllers: Controllers, target: Component): Heal {
  const { disturbances, kubernetes } = controllers;
  const node = nodeOf(controllers, target);
  disturbances.pods.lostNodes.add(node);
  kubernetes.rke2.nodes.look(node);
  return once(() => {
    disturbances.pods.lostNodes.delete(node);
    kubernetes.rke2.nodes.look(node);
  });
}

/**
 * The node that a component runs on is cordoned, and every pod that may leave it does, as by
 * `kubectl drain`.
 *
 * @public
 */
export function drainNode(controllers: Controllers, target: Component): Heal {
  const { rke2 } = controllers;
  const node = nodeOf(controllers, target);
  rke2.update('nodes', undefined, node, ({ spec }) => {
    spec.unschedulable = true;
  });
  rke2
    .list('pods')
    .filter(
      ({ spec, metadata }) =>
        spec.nodeName === node &&
        !metadata.ownerReferences?.some(({ kind }) => kind === 'DaemonSet'),
    )
    .forEach(({ metadata }) =>
      rke2.delete('pods', metadata.namespace, metadata.name),
    );
  return once(() =>
    rke2.update('nodes', undefined, node, ({ spec }) => {
      delete spec.unschedulable;
    }),
  );
}

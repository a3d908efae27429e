import type { Controllers } from '../startControllers';
import { componentPods, deletePods, type Component } from './componentPods';
import { once, type Heal } from './Heal';
import { missing } from './Place';

const DNS = { ports: [53].map(port => ({ port, protocol: 'UDP' })) };

/**
 * Forbids the pods of a component, by NetworkPolicy, to connect to anything but the DNS, and restarts
 * them: they wait for what looks healthy.
 *
 * @public
 */
export function isolateComponent(
  { rke2 }: Controllers,
  target: Component,
): Heal {
  const { namespace, release, component } = target;
  if (componentPods(rke2, target).length === 0) {
    missing('pod of Kasm’s component', { namespace, name: component });
  }
  const name = `${release}-${component}-egress`;
  const policies = 'networkpolicies.networking.k8s.io';
  rke2.create({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { namespace, name },
    spec: {
      podSelector: {
        matchLabels: {
          'app.kubernetes.io/instance': release,
          'app.kubernetes.io/component': component,
        },
      },
      policyTypes: ['Egress'],
      egress: [DNS],
    },
  });
  deletePods(rke2, target);
  return once(() => rke2.delete(policies, namespace, name));
}

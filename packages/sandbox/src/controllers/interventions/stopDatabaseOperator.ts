import {
  OPERATOR_DEPLOYMENT,
  OPERATOR_NAMESPACE,
} from '../cloudNativePg/operator';
import type { Controllers } from '../startControllers';
import { once, type Heal } from './Heal';
import { present } from './Place';

const DEPLOYMENTS = 'deployments.apps';

/**
 * Scales CloudNativePG's operator to nothing: databases go on as they are, and nobody looks after them.
 *
 * @public
 */
export function stopDatabaseOperator({ rke2 }: Controllers): Heal {
  const place = { namespace: OPERATOR_NAMESPACE, name: OPERATOR_DEPLOYMENT };
  const { spec } = present(rke2, DEPLOYMENTS, place, 'database operator');
  const scale = (replicas: number) =>
    rke2.update(DEPLOYMENTS, place.namespace, place.name, copy => {
      copy.spec.replicas = replicas;
    });
  scale(0);
  return once(() => scale(spec.replicas || 1));
}

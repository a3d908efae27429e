import { TRAEFIK } from '../traefik/traefikResources';
import type { Controllers } from '../startControllers';
import { once, type Heal } from './Heal';
import { present } from './Place';

const SETS = 'daemonsets.apps';
/** A label that no node has: the usual way to have no pod of a DaemonSet. */
const NOWHERE = { 'kasm-sandbox/traefik': 'stopped' };

/**
 * Takes every pod of Traefik away, by a node selector that no node meets.
 *
 * @public
 */
export function stopTraefik({ rke2 }: Controllers): Heal {
  const { namespace, name } = TRAEFIK;
  const set = present(rke2, SETS, TRAEFIK, 'DaemonSet');
  const select = (change: (selector: Record<string, string>) => void) =>
    rke2.update(SETS, namespace, name, ({ spec }) => {
      const selector = { ...spec.template.spec.nodeSelector };
      change(selector);
      spec.template.spec.nodeSelector = selector;
    });
  select(selector => Object.assign(selector, NOWHERE));
  const own: Record<string, string> = set.spec.selector.matchLabels;
  for (const { metadata } of rke2.list('pods', { namespace, labels: own })) {
    rke2.delete('pods', namespace, metadata.name);
  }
  return once(() => {
    select(selector => {
      for (const label of Object.keys(NOWHERE)) {
        delete selector[label];
      }
    });
  });
}

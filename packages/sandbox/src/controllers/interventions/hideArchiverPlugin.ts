import { OPERATOR_NAMESPACE } from '../cloudNativePg/operator';
import { BARMAN_PLUGIN } from '../cloudNativePg/plugins';
import type { Controllers } from '../startControllers';
import { once, type Heal } from './Heal';
import { missing } from './Place';

const LABEL = 'cnpg.io/pluginName';

/**
 * Lets CloudNativePG lose sight of its archiving plugin: the label goes by which it finds the plugin's
 * Service.
 *
 * @public
 */
export function hideArchiverPlugin({ rke2 }: Controllers): Heal {
  const [service] = rke2.list('services', {
    namespace: OPERATOR_NAMESPACE,
    labels: { [LABEL]: BARMAN_PLUGIN },
  });
  if (!service) {
    missing('plugin Service', {
      namespace: OPERATOR_NAMESPACE,
      name: BARMAN_PLUGIN,
    });
  }
  const { namespace, name } = service.metadata;
  const relabel = (edit: (labels: Record<string, string>) => void) =>
    rke2.update('services', namespace, name, ({ metadata }) =>
      edit((metadata.labels ??= {})),
    );
  relabel(labels => {
    delete labels[LABEL];
  });
  return once(() => {
    relabel(labels => {
      labels[LABEL] = BARMAN_PLUGIN;
    });
  });
}

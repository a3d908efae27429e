import type { Entity } from '@backstage/catalog-model';
import { DEPLOYMENT_ANNOTATION } from '@kasm-portal/backstage-plugin-kasm-common';

/**
 * Whether an entity stands for a Kasm deployment; for `EntitySwitch.Case` and `EntityLayout.Route`
 * in apps of the old frontend system.
 *
 * @public
 */
export function isKasmAvailable(entity: Entity): boolean {
  return Boolean(entity.metadata.annotations?.[DEPLOYMENT_ANNOTATION]);
}

import { mergeValues } from '../helm/Chart';
import { CHARTS } from '../helm/chartResources';
import { chartValues } from '../helm/chartValues';
import type { Controllers } from '../startControllers';
import { once, type Heal } from './Heal';
import { present, type Place } from './Place';

/** How often a HelmChart that is going is looked at. */
const LOOKING_AGAIN = 500;

/**
 * Deletes a HelmChart, which uninstalls its release. Healed by creating it again, without another
 * initialisation of the database, once the old one is gone.
 *
 * @public
 */
export function removeRelease(
  { rke2, clock }: Controllers,
  chart: Place,
): Heal {
  const { namespace, name } = chart;
  const { apiVersion, kind, metadata, spec } = present(
    rke2,
    CHARTS,
    chart,
    'HelmChart',
  );
  const values = mergeValues(
    chartValues(
      { metadata, spec: { valuesContent: spec.valuesContent } } as any,
      undefined,
    ),
    { dbManagement: { initialize: false } },
  );
  rke2.delete(CHARTS, namespace, name);

  function createAgain() {
    const old = rke2.get(CHARTS, namespace, name);
    if (old?.metadata.deletionTimestamp) {
      clock.after(LOOKING_AGAIN, createAgain);
    } else if (!old) {
      rke2.create({
        apiVersion,
        kind,
        metadata: { namespace, name, labels: metadata.labels },
        spec: { ...spec, valuesContent: JSON.stringify(values, null, 2) },
      });
    }
  }
  return once(createAgain);
}

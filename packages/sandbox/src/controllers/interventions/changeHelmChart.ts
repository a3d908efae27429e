import { isDeepStrictEqual } from 'node:util';
import { mergeValues, type Values } from '../helm/Chart';
import { CHARTS } from '../helm/chartResources';
import { chartValues } from '../helm/chartValues';
import type { Controllers } from '../startControllers';
import { once, type Heal } from './Heal';
import { present, type Place } from './Place';

/**
 * Changes fields of a HelmChart's spec, as somebody with kubectl would, until healed. A field that is
 * undefined is removed.
 *
 * @public
 */
export function changeHelmChart(
  { rke2 }: Controllers,
  chart: Place,
  fields: Record<string, unknown>,
): Heal {
  const { namespace, name } = chart;
  const before = present(rke2, CHARTS, chart, 'HelmChart').spec;
  const write = (values: Record<string, unknown>) =>
    rke2.update(CHARTS, namespace, name, ({ spec }) => {
      for (const field of Object.keys(fields)) {
        if (values[field] === undefined) {
          delete spec[field];
        } else {
          spec[field] = values[field];
        }
      }
    });
  write(fields);
  return once(() => write(before));
}

/**
 * Lays values over those of a HelmChart until healed; null removes one.
 *
 * @public
 */
export function changeChartValues(
  controllers: Controllers,
  chart: Place,
  values: Values,
): Heal {
  const helmChart = present(controllers.rke2, CHARTS, chart, 'HelmChart');
  const given = chartValues(
    { ...helmChart, spec: { valuesContent: helmChart.spec.valuesContent } },
    undefined,
  );
  const merged = mergeValues(given, values);
  if (isDeepStrictEqual(given, merged)) {
    return () => {};
  }
  return changeHelmChart(controllers, chart, {
    valuesContent: JSON.stringify(merged, null, 2),
  });
}

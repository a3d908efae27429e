import { parse } from 'yaml';
import type { StoredObject } from '../../apiserver/ClusterStore';
import { mergeValues, type Values } from './Chart';

function parsed(text: string | undefined): Values {
  const values = text ? parse(text) : {};
  if (typeof values !== 'object' || Array.isArray(values)) {
    throw new Error(
      'failed to parse values: error unmarshaling JSON: cannot unmarshal into Go value of type map[string]interface {}',
    );
  }
  return values ?? {};
}

function withSet(values: Values, set: Record<string, unknown> = {}): Values {
  return Object.entries(set).reduce((result, [path, value]) => {
    const nested = path
      .split('.')
      .reverse()
      .reduce<unknown>((inner, key) => ({ [key]: inner }), value);
    return mergeValues(result, nested as Values);
  }, values);
}

/**
 * The values of a HelmChart and its HelmChartConfig, the later ones over the earlier. Throws what Helm
 * says about text that is no YAML map.
 */
export function chartValues(
  helmChart: StoredObject,
  config: StoredObject | undefined,
): Values {
  const { spec } = helmChart;
  const layers = [
    parsed(spec.valuesContent),
    spec.values ?? {},
    parsed(config?.spec?.valuesContent),
    config?.spec?.values ?? {},
  ];
  return withSet(layers.reduce(mergeValues, {}), spec.set);
}

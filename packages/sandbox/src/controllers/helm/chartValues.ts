import { parse } from 'yaml';
import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
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

/** A Secret with values, as a HelmChart or its HelmChartConfig names it. */
export interface ValuesSecret {
  name: string;
  keys?: string[];
  ignoreUpdates?: boolean;
}

/** The Secrets with values of a HelmChart and its HelmChartConfig, in the order in which they count. */
export const valuesSecretsOf = (
  ...objects: Array<StoredObject | undefined>
): ValuesSecret[] =>
  objects.flatMap(object => object?.spec?.valuesSecrets ?? []);

/**
 * The values of a HelmChart and its HelmChartConfig, the later ones over the earlier: of each its text,
 * its values and its Secrets, then `set`. Throws what Helm says about text that is no YAML map.
 *
 * @param store - where the Secrets are; without it they are left out
 */
export function chartValues(
  helmChart: StoredObject,
  config: StoredObject | undefined,
  store?: ClusterStore,
): Values {
  const { namespace } = helmChart.metadata;
  const fromSecret = ({ name, keys }: ValuesSecret): Values[] => {
    const data = store?.get('secrets', namespace, name)?.data ?? {};
    return (keys ?? Object.keys(data))
      .filter(key => data[key] !== undefined)
      .map(key => parsed(Buffer.from(data[key], 'base64').toString()));
  };
  const layers = [helmChart, config].flatMap(object => [
    parsed(object?.spec?.valuesContent),
    object?.spec?.values ?? {},
    ...valuesSecretsOf(object).flatMap(fromSecret),
  ]);
  return withSet(layers.reduce(mergeValues, {}), helmChart.spec.set);
}

import type { ClusterStore, NewObject } from '../../apiserver/ClusterStore';
import { mergeValues, type Values } from './Chart';
import type { FoundChart } from './chartSource';
import type { Owner } from './ownership';

/** Annotation of objects that Helm makes before the others and does not count as the release's. */
const HOOK = 'helm.sh/hook';

/** What a revision will be. */
export interface PlannedRelease {
  chart: { name: string; version: string; appVersion: string };
  values: Values;
  objects: NewObject[];
  hooks: NewObject[];
}

/** Checks the values and renders the chart. Throws Helm's words; nothing is written yet. */
export function planRelease(
  store: ClusterStore,
  { chart, version, appVersion }: FoundChart,
  values: Values,
  release: Owner,
): PlannedRelease {
  const errors = chart.schemaErrors(values);
  if (errors.length > 0) {
    throw new Error(
      `values don't meet the specifications of the schema(s) in the following chart(s):\n${
        chart.name
      }:\n${errors.join('\n')}`,
    );
  }
  const rendered = chart.render(mergeValues(chart.defaults, values), {
    ...release,
    version,
    appVersion,
    lookupSecret: name => store.get('secrets', release.namespace, name),
    lookupService: (namespace, name) => store.get('services', namespace, name),
  });
  const isHook = ({ metadata }: NewObject) =>
    metadata.annotations?.[HOOK] !== undefined;
  return {
    chart: { name: chart.name, version, appVersion },
    values,
    objects: rendered.filter(object => !isHook(object)),
    hooks: rendered.filter(isHook),
  };
}

import type { NewObject, StoredObject } from '../../apiserver/ClusterStore';

/** Values as a chart sees them. */
export type Values = Record<string, any>;

/** What a chart is rendered for. */
export interface ReleaseContext {
  name: string;
  namespace: string;
  version: string;
  appVersion: string;
  /** Helm's `lookup` of a Secret in the release's namespace. */
  lookupSecret(name: string): StoredObject | undefined;
  /** Helm's `lookup` of a Service anywhere. */
  lookupService(namespace: string, name: string): StoredObject | undefined;
}

/** A chart that the sandbox can install. */
export interface Chart {
  name: string;
  /** App version by chart version, newest last. */
  versions: Record<string, string>;
  /** Hosts of the public repositories that have it; any other host is somebody's mirror. */
  sources?: string[];
  defaults: Values;
  /** How long a run of helm takes with it, in milliseconds: mostly the chart's download. */
  takes: number;
  /** What the chart's schema has against the values, in Helm's words. */
  schemaErrors(values: Values): string[];
  /** Throws what the template would fail with. Objects annotated as hooks come before the others. */
  render(values: Values, release: ReleaseContext): NewObject[];
}

const isMap = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Values laid over others as Helm does: maps are merged, everything else is replaced, null removes. */
export function mergeValues(base: Values, over: Values): Values {
  const merged: Values = { ...base };
  for (const [key, value] of Object.entries(over)) {
    if (value === null) {
      delete merged[key];
    } else {
      merged[key] =
        isMap(value) && isMap(merged[key])
          ? mergeValues(merged[key], value)
          : value;
    }
  }
  return merged;
}

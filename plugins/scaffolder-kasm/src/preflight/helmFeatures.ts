import {
  resources,
  type KubeObject,
} from '@kasm-portal/backstage-plugin-kasm-node';
import type { Facts, RunContext } from '../run/RunContext';
import { Looks, type Seen } from './Looks';

/** A CustomResourceDefinition, as far as fields are looked up in it. */
export interface Definition extends KubeObject {
  spec?: {
    versions?: Array<{
      name: string;
      schema?: {
        openAPIV3Schema?: {
          properties?: {
            spec?: { properties?: Record<string, { enum?: unknown[] }> };
          };
        };
      };
    }>;
  };
}

/** What this cluster's helm-controller can do; asks the cluster. */
export async function helmFeatures({
  client,
  signal,
}: Pick<RunContext, 'client' | 'signal'>): Promise<Facts['helm']> {
  return featuresOf(
    await new Looks(client, signal).get<Definition>(
      resources.customResourceDefinitions,
      'helmcharts.helm.cattle.io',
    ),
  );
}

/**
 * The same by the schema of its CRD. What cannot be seen is taken to be missing: an unknown value
 * would be refused, an unknown field silently dropped.
 */
export function featuresOf(definition: Seen<Definition>): Facts['helm'] {
  const properties =
    definition.state === 'there' ? specProperties(definition.value, 'v1') : {};
  return {
    failurePolicy: properties.failurePolicy?.enum?.includes('retry')
      ? 'retry'
      : 'abort',
    forceConflicts: 'forceConflicts' in properties,
  };
}

/** Fields of `spec` in one version of a definition. */
export function specProperties(
  definition: Definition,
  version: string,
): Record<string, { enum?: unknown[] }> {
  return (
    definition.spec?.versions?.find(({ name }) => name === version)?.schema
      ?.openAPIV3Schema?.properties?.spec?.properties ?? {}
  );
}

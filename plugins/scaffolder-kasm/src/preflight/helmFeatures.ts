import {
  resources,
  type KubeObject,
} from '@kasm-portal/backstage-plugin-kasm-node';
import type { Facts, RunContext } from '../run/RunContext';
import { isKubeError } from '../run/StepFailure';

interface Definition extends KubeObject {
  spec?: {
    versions?: Array<{
      name: string;
      schema?: {
        openAPIV3Schema?: { properties?: { spec?: HelmChartSchema } };
      };
    }>;
  };
}

interface HelmChartSchema {
  properties?: Record<string, { enum?: unknown[] }>;
}

/**
 * What this cluster's helm-controller can do, by the schema of its CRD. What cannot be seen is taken
 * to be missing: an unknown value would be refused, an unknown field silently dropped.
 */
export async function helmFeatures(
  context: RunContext,
): Promise<Facts['helm']> {
  let definition: Definition;
  try {
    definition = await context.client.get<Definition>(
      resources.customResourceDefinitions,
      'helmcharts.helm.cattle.io',
      { signal: context.signal },
    );
  } catch (error) {
    if (!isKubeError(error, 'forbidden', 'notFound')) {
      throw error;
    }
    context.progress.warn(
      'The HelmChart schema cannot be read, so a failed release will wait for an operator (failurePolicy abort)',
    );
    return { failurePolicy: 'abort', forceConflicts: false };
  }
  const properties =
    definition.spec?.versions?.find(({ name }) => name === 'v1')?.schema
      ?.openAPIV3Schema?.properties?.spec?.properties ?? {};
  return {
    failurePolicy: properties.failurePolicy?.enum?.includes('retry')
      ? 'retry'
      : 'abort',
    forceConflicts: 'forceConflicts' in properties,
  };
}

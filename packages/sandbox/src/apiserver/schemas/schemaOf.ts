import type { ResourceKind } from '../resources/ResourceKind';
import { builtInDefinition, isDefined } from './builtIn/builtInDefinition';
import { customSchema } from './custom/customSchema';
import type { Schema } from './Schema';

/** Kinds whose definition has another name. */
const RENAMED: Record<string, string> = {
  events: 'CoreV1Event',
  'horizontalpodautoscalers.autoscaling': 'V2HorizontalPodAutoscaler',
};

/** What a kind's objects must look like; undefined when the sandbox takes anything. */
export function schemaOf(
  kind: Pick<ResourceKind, 'resource' | 'kind' | 'custom' | 'schema'>,
): Schema | undefined {
  if (kind.custom) {
    return kind.schema ?? customSchema(kind.resource);
  }
  const name = RENAMED[kind.resource] ?? kind.kind;
  return isDefined(name) ? builtInDefinition(name) : undefined;
}

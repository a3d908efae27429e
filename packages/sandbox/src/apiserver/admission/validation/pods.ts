import type { StoredObject } from '../../ClusterStore';
import { builtInDefinition } from '../../schemas/builtIn/builtInDefinition';
import { decodeBuiltIn } from '../../schemas/builtIn/decode';
import { copy, equal } from '../../store/json';
import { forbidden, type Causes } from './causes';
import { podSpecCauses } from './podSpecs';

const RULE =
  'pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)';

/** A spec as a client's is read: the stand-in controllers store theirs as they write them. */
function asRead(spec: any): unknown {
  const read = copy(spec ?? {});
  decodeBuiltIn(builtInDefinition('PodSpec'), read);
  return read;
}

/** A pod's spec without what may change in it. */
function lasting(spec: any): unknown {
  const { activeDeadlineSeconds, tolerations, ...rest } = copy(spec ?? {});
  for (const container of [
    ...(rest.containers ?? []),
    ...(rest.initContainers ?? []),
  ]) {
    delete container.image;
  }
  return rest;
}

function keepsTolerations(spec: any, before: any): boolean {
  const now: unknown[] = spec?.tolerations ?? [];
  return (before?.tolerations ?? []).every((had: unknown) =>
    now.some(each => equal(each, had)),
  );
}

export function podCauses(
  object: StoredObject,
  before: StoredObject | undefined,
): Causes {
  const changed =
    before &&
    !equal(object.spec, before.spec) &&
    (!equal(lasting(object.spec), lasting(asRead(before.spec))) ||
      !keepsTolerations(object.spec, before.spec));
  return [
    ...podSpecCauses(object.spec),
    ...(changed ? [forbidden('spec', RULE)] : []),
  ];
}

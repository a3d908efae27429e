import type { StoredObject } from '../ClusterStore';
import { fieldsOf } from '../fields/comparison';
import { afterUpdate, tracked, writeManagers } from '../fields/managedFields';
import { shapeOf } from '../fields/shapeOf';
import type { ResourceKind } from '../resources/ResourceKind';

/** Manager of the fields that the stand-in controllers write. */
const CONTROLLER = 'sandbox';

/** `managedFields` after a stand-in controller has created or changed an object. */
export function writtenByController(
  kind: ResourceKind,
  before: StoredObject | undefined,
  after: StoredObject,
  time: string,
): unknown[] | undefined {
  const { apiVersion } = kind;
  return afterUpdate(
    before,
    after,
    { manager: CONTROLLER, operation: 'Update', apiVersion },
    shapeOf(kind),
    time,
  );
}

/** `managedFields` of an object that one manager made by server-side apply. */
export function appliedWhole(
  kind: ResourceKind,
  created: StoredObject,
  manager: string,
  time: string,
): unknown[] | undefined {
  const { apiVersion } = kind;
  const fields = fieldsOf(
    tracked({ ...created, status: undefined }),
    shapeOf(kind),
  );
  return writeManagers([
    { manager, operation: 'Apply', apiVersion, time, fields },
  ]);
}

import type { StoredObject } from '../ClusterStore';

/** Holds a definition until the objects of its kind are gone. */
export const CLEANUP = 'customresourcecleanup.apiextensions.k8s.io';

interface DefinitionCondition {
  type: string;
  status: 'True' | 'False';
  reason: string;
  message: string;
}

const storedVersion = ({ spec }: StoredObject): string =>
  spec.versions.find(({ storage }: { storage: boolean }) => storage).name;

/** A definition's status before anybody has looked at it. */
export const newDefinitionStatus = (definition: StoredObject) => ({
  conditions: null,
  acceptedNames: { plural: '', kind: '' },
  storedVersions: [storedVersion(definition)],
});

/** Changes one condition of a status in place. */
export function setCondition(
  status: any,
  condition: DefinitionCondition,
  now: string,
): void {
  const earlier = (status.conditions ?? []).find(
    ({ type }: DefinitionCondition) => type === condition.type,
  );
  const { type, status: value, reason, message } = condition;
  const next = {
    type,
    status: value,
    lastTransitionTime:
      earlier?.status === value ? earlier.lastTransitionTime : now,
    reason,
    message,
  };
  status.conditions = earlier
    ? status.conditions.map((each: unknown) => (each === earlier ? next : each))
    : [...(status.conditions ?? []), next];
}

/** Says that the names are taken, or by whom they are not. */
export function acceptNames(
  status: any,
  definition: StoredObject,
  taken: string | undefined,
  now: string,
): void {
  setCondition(
    status,
    {
      type: 'NamesAccepted',
      status: taken ? 'False' : 'True',
      reason: taken ? 'NamesConflict' : 'NoConflicts',
      message: taken
        ? `${JSON.stringify(taken)} is already in use`
        : 'no conflicts found',
    },
    now,
  );
  if (!taken) {
    status.acceptedNames = definition.spec.names;
  }
  const version = storedVersion(definition);
  if (!status.storedVersions?.includes(version)) {
    status.storedVersions = [...(status.storedVersions ?? []), version];
  }
}

/** Says whether the kind is served: not yet, or never with names that another has. */
export function establish(status: any, served: boolean, now: string): void {
  const accepted = status.conditions.some(
    (each: DefinitionCondition) =>
      each.type === 'NamesAccepted' && each.status === 'True',
  );
  const installing = {
    reason: accepted ? 'Installing' : 'NotAccepted',
    message: accepted
      ? 'the initial names have been accepted'
      : 'not all names are accepted',
  };
  setCondition(
    status,
    {
      type: 'Established',
      status: served ? 'True' : 'False',
      ...(served
        ? {
            reason: 'InitialNamesAccepted',
            message: 'the initial names have been accepted',
          }
        : installing),
    },
    now,
  );
}

/** A definition that is being deleted; what it was given when that is so already. Changes it. */
export function terminatingDefinition(
  definition: StoredObject,
  now: string,
): StoredObject {
  const { metadata } = definition;
  if (metadata.deletionTimestamp) {
    return definition;
  }
  metadata.deletionTimestamp = now;
  metadata.finalizers = [...(metadata.finalizers ?? []), CLEANUP];
  definition.status ??= {};
  setCondition(
    definition.status,
    {
      type: 'Terminating',
      status: 'True',
      reason: 'InstanceDeletionPending',
      message:
        'CustomResourceDefinition marked for deletion; CustomResource deletion will begin soon',
    },
    now,
  );
  return definition;
}

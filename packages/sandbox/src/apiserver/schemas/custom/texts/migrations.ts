/** Schema of virtualmachineinstancemigrations.kubevirt.io; see `parseSchema`. */
export const migrations = `
spec! object
  addedNodeSelector {string}
  priority string
  receive any
  sendTo any
  vmiName string
status any
`;

/** Schema of datavolumes.cdi.kubevirt.io; see `parseSchema`. */
export const datavolumes = `
spec! object
  checkpoints [any]
  contentType string enum=["kubevirt","archive"]
  finalCheckpoint boolean
  preallocation boolean
  priorityClassName string
  pvc PersistentVolumeClaimSpec
  source any
  sourceRef object
    kind! string
    name! string
    namespace string
  storage object
    accessModes [string]
    dataSource TypedLocalObjectReference
    dataSourceRef TypedObjectReference
    resources VolumeResourceRequirements
    selector LabelSelector
    storageClassName string
    volumeMode string
    volumeName string
status any
`;

import { indented } from './indented';
import { virtualMachineInstanceSpec } from './virtualMachineInstanceSpec';

/** Schema of virtualmachineinstances.kubevirt.io; see `parseSchema`. */
export const virtualmachineinstances = `
spec! object
${indented(virtualMachineInstanceSpec, 2)}
status any
`;

/** Schema of virtualmachines.kubevirt.io; see `parseSchema`. */
export const virtualmachines = `
spec! object
  dataVolumeTemplates [any]
  instancetype object
    inferFromVolume string
    inferFromVolumeFailurePolicy string
    kind string
    name string
    revisionName string
  preference object
    inferFromVolume string
    inferFromVolumeFailurePolicy string
    kind string
    name string
    revisionName string
  runStrategy string
  running boolean
  template! object
    metadata any
    spec object
${indented(virtualMachineInstanceSpec, 6)}
  updateVolumesStrategy string
status any
`;

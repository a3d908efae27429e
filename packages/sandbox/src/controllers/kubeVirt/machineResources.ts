/** What is wanted. */
export const MACHINES = 'virtualmachines.kubevirt.io';
/** What runs. */
export const INSTANCES = 'virtualmachineinstances.kubevirt.io';
/** Moves of what runs from one node to another. */
export const MIGRATIONS = 'virtualmachineinstancemigrations.kubevirt.io';
/** Disks that are filled with something first. */
export const DATA_VOLUMES = 'datavolumes.cdi.kubevirt.io';
/** What disks are filled with on Harvester. */
export const IMAGES = 'virtualmachineimages.harvesterhci.io';
/** What machines are connected to. */
export const NETWORKS = 'network-attachment-definitions.k8s.cni.cncf.io';
export const CLAIMS = 'persistentvolumeclaims';

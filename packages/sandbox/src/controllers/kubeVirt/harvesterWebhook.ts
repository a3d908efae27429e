import { quantity, quantityText } from '../../apiserver/admission/quantity';
import type { AdmissionWebhook } from '../../apiserver/admission/AdmissionWebhook';
import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import { StatusError } from '../../apiserver/StatusError';
import { isTrue } from '../machinery/conditions';
import { IMAGES, MACHINES } from './machineResources';

/** Harvester's setting `overcommit-config`, in percent. */
const OVERCOMMIT = { cpu: 1600, memory: 150 };
const MEBIBYTE = 1024 ** 2;

/** Gives a machine the requests that Harvester computes from its limits, whatever it asked for itself. */
export function overcommitted(machine: StoredObject): void {
  const { domain } = machine.spec?.template?.spec ?? {};
  const { limits } = domain?.resources ?? {};
  if (!limits?.cpu && !limits?.memory) {
    return;
  }
  const requests = { ...domain.resources.requests };
  if (limits.cpu) {
    const cores = (quantity(limits.cpu) * 100) / OVERCOMMIT.cpu;
    requests.cpu = quantityText(Math.floor(cores * 1000) / 1000, 'cpu');
  }
  if (limits.memory) {
    const bytes = (quantity(limits.memory) * 100) / OVERCOMMIT.memory;
    const whole = Math.floor(bytes / MEBIBYTE);
    requests.memory = `${whole}Mi`;
  }
  domain.resources.requests = requests;
}

const denied = (why: string) =>
  new StatusError(
    400,
    'BadRequest',
    `admission webhook "validator.harvesterhci.io" denied the request: ${why}`,
    {},
  );

/** Refuses what Harvester refuses of a machine's disks. */
function checkDisks(store: ClusterStore, machine: StoredObject): void {
  const text =
    machine.metadata.annotations?.['harvesterhci.io/volumeClaimTemplates'];
  if (!text) {
    return;
  }
  let templates: any[];
  try {
    templates = JSON.parse(text);
  } catch (error) {
    throw denied(
      `failed to unmarshal annotation harvesterhci.io/volumeClaimTemplates: ${
        (error as Error).message
      }`,
    );
  }
  for (const { metadata } of Array.isArray(templates) ? templates : []) {
    const id: string | undefined =
      metadata?.annotations?.['harvesterhci.io/imageId'];
    if (!id) {
      continue;
    }
    const [namespace, name] = id.split('/');
    const image = store.get(IMAGES, namespace, name);
    if (!image) {
      throw denied(`virtualmachineimages.harvesterhci.io "${name}" not found`);
    }
    if (!isTrue(image as any, 'Imported')) {
      throw denied(`VM Image ${id} is not ready`);
    }
  }
}

/** Harvester's webhook for machines. */
export const harvesterWebhook = (store: ClusterStore): AdmissionWebhook => ({
  resources: [MACHINES],
  mutate: overcommitted,
  validate(machine, before) {
    if (!before) {
      checkDisks(store, machine);
    }
    return [];
  },
});

import { autoscaleTokenName } from '@kasm-portal/backstage-plugin-kasm-common/manifests';
import type { AutoscaleInput } from './autoscaleInput';

/** One field of a form of Kasm's, as its label is, and what goes in. */
export interface FormField {
  field: string;
  value: string;
}

/** What is known of the place that Kasm makes VMs in. */
export interface AutoscalePlace {
  deployment: string;
  /** Public host of Kasm. */
  host: string;
  /** Context of kubectl. */
  cluster: string;
  namespace: string;
  /** Address of Harvester's API. */
  server: string;
  /** PEM. */
  ca?: string;
  /** Display name of the image. */
  image: string;
}

/** Everything that goes into Kasm's forms, in the order in which they come. Of secrets only where they are. */
export interface AutoscaleForm {
  zone: FormField[];
  pool: FormField[];
  provider: FormField[];
  autoscale: FormField[];
}

/** The values of Kasm's forms for agents that it scales by itself. */
export function autoscaleForm(
  place: AutoscalePlace,
  asked: AutoscaleInput,
): AutoscaleForm {
  const name = `${place.deployment}-autoscaled`;
  const fields = (values: Record<string, string | number | undefined>) =>
    Object.entries(values).flatMap(([field, value]) =>
      value === undefined ? [] : [{ field, value: String(value) }],
    );
  const secret = secretKey(place, 'token');
  return {
    zone: fields({ 'Upstream Auth Address': place.host }),
    pool: fields({ Name: name, Type: 'Docker Agent' }),
    provider: fields({
      Name: name,
      'Max Instances': asked.maxInstances,
      Host: place.server,
      'SSL Certificate': place.ca ?? secretKey(place, 'ca.crt'),
      'API Token': secret,
      'VM Namespace': place.namespace,
      'VM SSH Public Key': asked.sshAuthorizedKey,
      Cores: asked.cores,
      'Memory (GiB)': asked.memoryGiB,
      'Disk Size (GiB)': asked.diskGiB,
      'Disk Image': place.image,
      'Network Type': 'multus',
      'Network Name': asked.network,
      'Interface Type': 'bridge',
      'Enable EFI Boot': 'no',
      'Startup Script': 'the output startupScript',
    }),
    autoscale: fields({
      Enabled: 'yes',
      Name: name,
      'AutoScale Type': 'Docker Agent',
      'Downscale Backoff': asked.downscaleBackoff,
      'Standby Cores': asked.standbyCores,
      'Standby GPUs': 0,
      'Standby Memory (MB)': asked.standbyMemoryMB,
      'Register DNS': 'no',
    }),
  };
}

/** The command that shows a key of the account's Secret; only names that we derived go into it. */
export function secretCommand(
  { cluster, namespace, deployment }: AutoscalePlace,
  key: 'token' | 'ca.crt',
): string {
  return `kubectl --context ${cluster} -n ${namespace} get secret ${autoscaleTokenName(
    deployment,
  )} -o jsonpath='{.data.${key.replace('.', '\\.')}}' | base64 -d`;
}

function secretKey(place: AutoscalePlace, key: 'token' | 'ca.crt'): string {
  return `key ${key} of Secret ${place.namespace}/${autoscaleTokenName(
    place.deployment,
  )}: ${secretCommand(place, key)}`;
}

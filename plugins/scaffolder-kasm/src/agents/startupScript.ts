import {
  autoscaledUserData,
  type AgentSoftware,
} from '@kasm-portal/backstage-plugin-kasm-common/manifests';
import { InputError } from '@backstage/errors';
import { yaml } from './cloudInitSecret';

/** Characters that no configuration has, around what Kasm fills in. */
const OPEN = '\uE000';
const CLOSE = '\uE001';

const fillIn = (name: string) => `${OPEN}${name}${CLOSE}`;

/**
 * The startup script for Kasm's form: cloud-init's user data, in which Kasm fills in what stands in
 * braces. Every other brace is doubled, as it asks for.
 *
 * @throws InputError when a configured value cannot be told from what is filled in
 */
export function startupScript(software: AgentSoftware): string {
  if (/[\uE000\uE001]/.test(JSON.stringify(software))) {
    throw new InputError(
      'kasm.clusters[].agents has characters of private use; remove them',
    );
  }
  const data = autoscaledUserData(
    {
      upstream_auth_address: fillIn('upstream_auth_address'),
      server_id: fillIn('server_id'),
      provider_name: fillIn('provider_name'),
      manager_token: fillIn('manager_token'),
      ssh_key: fillIn('ssh_key'),
    },
    software,
  );
  return `#cloud-config\n${yaml(data)}`
    .replace(/[{}]/g, '$&$&')
    .replaceAll(OPEN, '{')
    .replaceAll(CLOSE, '}');
}

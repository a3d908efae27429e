import type { AgentPool } from '../../spec/agentPool';
import type { AgentMachine } from './agentNames';
import { AGENT_SETTINGS, INSTALL_SCRIPT } from './installScript';

/**
 * Where agents get their software; from the configuration of the cluster on which they live.
 *
 * @public
 */
export interface AgentSoftware {
  /** Tarball of the release's installer. */
  installerUrl: string;
  /** Hex; the installer is not run when it differs. */
  installerSha256?: string;
  registryMirror?: string;
  /** PEM. */
  caBundle?: string;
  aptMirror?: string;
}

/**
 * What an agent registers with.
 *
 * @public
 */
export interface AgentRegistration {
  /** Public host of the Kasm that it belongs to. */
  manager: string;
  token: string;
}

const SCRIPT = '/usr/local/sbin/kasm-agent-install';
const SWAP = 8 * 1024 ** 3;
const START_GUEST_AGENT = ['systemctl', 'enable', '--now', 'qemu-guest-agent'];

/**
 * cloud-init's user data of an agent VM, as a structure: to be serialised as a whole, after the line
 * `#cloud-config`. Values are contents of files, never parts of a command.
 *
 * Without a registration it is what a VM that has registered needs for its later boots: cloud-init
 * asks for the data every time, and the token does not have to be there any more.
 *
 * @public
 */
export function agentUserData(
  machine: AgentMachine,
  pool: Pick<AgentPool, 'sshAuthorizedKeys'>,
  software: AgentSoftware,
  registration?: AgentRegistration,
): object {
  return {
    hostname: machine.name,
    ...guest(software),
    ...(pool.sshAuthorizedKeys.length > 0 && {
      ssh_authorized_keys: pool.sshAuthorizedKeys,
    }),
    ...(registration &&
      installation(
        {
          address: machine.address ?? '',
          manager: registration.manager,
          'manager-token': registration.token,
        },
        software,
        INSTALL_SCRIPT.static,
      )),
  };
}

/**
 * The same for VMs that Kasm's own autoscaling makes. Who registers them is filled in by Kasm.
 *
 * @public
 */
export function autoscaledUserData(
  placeholders: Record<
    | 'upstream_auth_address'
    | 'server_id'
    | 'provider_name'
    | 'manager_token'
    | 'ssh_key',
    string
  >,
  software: AgentSoftware,
): object {
  return {
    ...guest(software),
    ssh_authorized_keys: [placeholders.ssh_key],
    ...installation(
      {
        address: '',
        manager: placeholders.upstream_auth_address,
        'manager-token': placeholders.manager_token,
        'server-id': placeholders.server_id,
        provider: placeholders.provider_name,
      },
      software,
      INSTALL_SCRIPT.autoscaled,
    ),
  };
}

/**
 * cloud-init's network data; undefined with DHCP, which is what a guest does by itself.
 *
 * @public
 */
export function agentNetworkData(
  machine: AgentMachine,
  { addresses }: Pick<AgentPool, 'addresses'>,
): object | undefined {
  if (addresses.method !== 'static' || !machine.address) {
    return undefined;
  }
  return {
    version: 2,
    ethernets: {
      primary: {
        match: { name: 'e*' },
        dhcp4: false,
        addresses: [`${machine.address}/${addresses.prefixLength}`],
        routes: [{ to: '0.0.0.0/0', via: addresses.gateway }],
        nameservers: { addresses: addresses.nameservers },
      },
    },
  };
}

/** What the guest is, whether or not an agent is installed in it. */
function guest({ registryMirror, caBundle, aptMirror }: AgentSoftware): object {
  return {
    // the address of a bridged card is known to Harvester and Kasm only through the guest's agent
    packages: ['qemu-guest-agent', 'curl', 'ca-certificates'],
    package_update: true,
    swap: { filename: '/swapfile', size: SWAP, maxsize: SWAP },
    ...(aptMirror && {
      apt: {
        primary: [{ arches: ['default'], uri: aptMirror }],
        security: [{ arches: ['default'], uri: aptMirror }],
      },
    }),
    ...(caBundle && { ca_certs: { trusted: [caBundle] } }),
    write_files: registryMirror ? [dockerConfig(registryMirror)] : [],
    runcmd: [START_GUEST_AGENT],
  };
}

function installation(
  values: Record<string, string>,
  software: AgentSoftware,
  script: string,
): object {
  const { registryMirror, installerUrl, installerSha256 } = software;
  const settings = {
    ...values,
    'installer-url': installerUrl,
    'installer-sha256': installerSha256 ?? '',
  };
  return {
    write_files: [
      ...(registryMirror ? [dockerConfig(registryMirror)] : []),
      ...Object.entries(settings).map(([name, content]) => ({
        path: `${AGENT_SETTINGS}/${name}`,
        owner: 'root:root',
        permissions: '0600',
        content,
      })),
      {
        path: SCRIPT,
        owner: 'root:root',
        permissions: '0700',
        content: script,
      },
    ],
    runcmd: [START_GUEST_AGENT, [SCRIPT]],
  };
}

function dockerConfig(registryMirror: string): object {
  return {
    path: '/etc/docker/daemon.json',
    owner: 'root:root',
    permissions: '0644',
    content: JSON.stringify({ 'registry-mirrors': [registryMirror] }),
  };
}

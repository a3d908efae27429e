import { InputError } from '@backstage/errors';
import {
  kasmVersion,
  type AgentSoftware,
} from '@kasm-portal/backstage-plugin-kasm-common/manifests';
import type { KasmDeploymentSpec } from '@kasm-portal/backstage-plugin-kasm-common/spec';
import type { ClusterConfig } from '@kasm-portal/backstage-plugin-kasm-node';
import { withoutStack } from '../run/withoutStack';
import type { AgentRun } from './agentRun';

/**
 * Where the agents of a deployment get their software.
 *
 * @throws InputError when no installer is known that fits
 */
export function agentSoftware(
  { kasmVersion: version }: Pick<KasmDeploymentSpec, 'kasmVersion'>,
  { name, agents }: Pick<ClusterConfig, 'name' | 'agents'>,
): AgentSoftware {
  const installerUrl =
    agents.installerUrl ?? kasmVersion(version).agentInstallerUrl;
  if (!installerUrl) {
    throw withoutStack(
      new InputError(
        `The installer of agents for Kasm ${version} is not known to this portal: set kasm.clusters[].agents.installerUrl of cluster ${name}, with installerSha256, to the vendor's for that release`,
      ),
    );
  }
  return { ...agents, installerUrl };
}

/** The vendor's installer may be used unchecked, but not silently. */
export function warnOfUnchecked(
  { progress, cluster }: Pick<AgentRun, 'progress' | 'cluster'>,
  { installerSha256 }: AgentSoftware,
): void {
  if (!installerSha256) {
    progress.warn(
      `The agents' installer is not checked: set kasm.clusters[].agents.installerSha256 of cluster ${cluster.name}`,
    );
  }
}

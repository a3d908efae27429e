import type { KasmAgent } from '../kasmApp/KasmData';
import type { KasmInstallation } from '../kasmApp/KasmInstallation';
import type { KasmPlace } from '../kasmApp/kasmRelease';
import type { Controllers } from '../startControllers';

/** The Kasm of a release, or one sentence that says why there is none. */
export function kasmOf(
  { kasms }: Controllers,
  place: KasmPlace,
): KasmInstallation {
  const kasm = kasms.at(place);
  if (!kasm) {
    throw new Error(
      `Kasm ${place.namespace}/${place.release} in the sandbox does not run, or not with its database.`,
    );
  }
  return kasm;
}

/** Its first agent that reports, else its first; or one sentence. */
export function agentOf(kasm: KasmInstallation): KasmAgent {
  const { agents } = kasm.data;
  const agent =
    agents.find(each => each.enabled && kasm.status(each) === 'running') ??
    agents[0];
  if (!agent) {
    const { namespace, release } = kasm.place;
    throw new Error(
      `Kasm ${namespace}/${release} in the sandbox has no agent.`,
    );
  }
  return agent;
}

import { disableAgent } from '../controllers/interventions/disableAgent';
import { downgradeAgent } from '../controllers/interventions/downgradeAgent';
import { exhaustLicence } from '../controllers/interventions/exhaustLicence';
import { expireKasmKeys } from '../controllers/interventions/expireKasmKeys';
import { fillAgentDisk } from '../controllers/interventions/fillAgentDisk';
import type { Heal } from '../controllers/interventions/Heal';
import { hideAgentFromProxy } from '../controllers/interventions/hideAgentFromProxy';
import { holdSessions } from '../controllers/interventions/holdSessions';
import { makeKasmErratic } from '../controllers/interventions/makeKasmErratic';
import { misaddressZone } from '../controllers/interventions/misaddressZone';
import { misconfigureOverrides } from '../controllers/interventions/misconfigureOverrides';
import { natAgent } from '../controllers/interventions/natAgent';
import { occupyAgents } from '../controllers/interventions/occupyAgents';
import { silenceAgent } from '../controllers/interventions/silenceAgent';
import { unregisterAgent } from '../controllers/interventions/unregisterAgent';
import { withholdImage } from '../controllers/interventions/withholdImage';
import type { KasmPlace } from '../controllers/kasmApp/kasmRelease';
import type { Controllers } from '../controllers/startControllers';
import type { DeploymentFault } from './DeploymentFault';

/** A fault of one Kasm. */
const fault = (
  id: string,
  title: string,
  description: string,
  intervene: (controllers: Controllers, kasm: KasmPlace) => Heal,
): DeploymentFault => ({
  id,
  title,
  description,
  inject: (controllers, hit) => ({
    heal: intervene(controllers, hit.release()),
  }),
});

/** What goes wrong inside Kasm: agents, sessions, zones, images, licences. */
export const kasmFaults: DeploymentFault[] = [
  fault(
    'agent-unreachable-from-proxy',
    'Agent out of the proxy’s reach',
    'An agent is registered under a name that Kasm’s proxy cannot resolve; sessions on it do not start.',
    hideAgentFromProxy,
  ),
  fault(
    'agent-unreachable-from-proxy.masquerade',
    'Agent behind its host’s address',
    'The machine of an agent is on the pod network behind masquerade, where Kasm’s proxy cannot reach it.',
    natAgent,
  ),
  fault(
    'agent-not-registered',
    'Agent not registered',
    'The machine of an agent runs, but Kasm does not know the agent and refuses its token.',
    unregisterAgent,
  ),
  fault(
    'agent-lost',
    'Agent lost',
    'An agent has not checked in for six minutes while its machine runs.',
    silenceAgent,
  ),
  fault(
    'agent-disabled',
    'Agent disabled',
    'An agent is registered and checks in, but is not enabled.',
    disableAgent,
  ),
  fault(
    'agent-overrides-implausible',
    'Agent overrides wrong',
    'The overrides of an agent give it a few kilobytes of memory and a hundred times its cores.',
    misconfigureOverrides,
  ),
  fault(
    'agent-disk-full',
    'Agent disk full',
    'An agent has less than 5 % of its disk left.',
    fillAgentDisk,
  ),
  fault(
    'agents-full',
    'No room for sessions',
    'Sessions take all the room that the agents have.',
    occupyAgents,
  ),
  fault(
    'zone-misaddressed',
    'Zone misaddressed',
    'The zone sends people to port 8443 and has no address for agents.',
    misaddressZone,
  ),
  fault(
    'workspace-image-unavailable',
    'Workspace image missing',
    'The image of an enabled workspace is on no agent.',
    withholdImage,
  ),
  fault(
    'sessions-stuck',
    'Sessions do not start',
    'Three sessions have been starting for six minutes.',
    holdSessions,
  ),
  fault(
    'licence-exhausted',
    'Licence used up',
    'A licence allows no more sessions than there are, and ends in ten days.',
    exhaustLicence,
  ),
  fault(
    'kasm-api-erratic',
    'Kasm’s API unreliable',
    'One call of three to Kasm’s API fails, with 500, with an error message or with a page.',
    makeKasmErratic,
  ),
  fault(
    'source-blind.kasm-api',
    'Kasm’s API key expired',
    'Kasm’s API answers 403 to the portal’s keys.',
    expireKasmKeys,
  ),
  fault(
    'versions-differ.agent',
    'Agent of another version',
    'An agent runs an older Kasm than the control plane.',
    downgradeAgent,
  ),
];

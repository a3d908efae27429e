import type { KasmAgent } from '../../controllers/kasmApp/KasmData';
import type { KasmInstallation } from '../../controllers/kasmApp/KasmInstallation';
import { bareId } from '../../controllers/kasmApp/kasmId';
import { agentRecord, agentReport, serverRecord } from './agentRecords';
import { byId, target, type Asked, type Call } from './Call';

/** An agent by the id of it or of its server. */
function agentOf({ data }: KasmInstallation, wanted: Asked): KasmAgent {
  const { server_id: serverId, agent_id: agentId } = wanted;
  const id =
    agentId ??
    data.agents.find(agent => agent.serverId === bareId(serverId))?.id;
  return byId(data.agents, id, agentId ? 'agent_id' : 'server_id');
}

function change(kasm: KasmInstallation, agent: KasmAgent, wanted: Asked) {
  if (typeof wanted.enabled === 'boolean') kasm.enable(agent, wanted.enabled);
  agent.coresOverride = Number(wanted.cores_override ?? agent.coresOverride);
  agent.memoryOverride = Number(wanted.memory_override ?? agent.memoryOverride);
  agent.autoPruneImages = wanted.auto_prune_images ?? agent.autoPruneImages;
}

const removing = (parameter: string): Call => ({
  permission: 'agents_modify',
  changes: true,
  answer: (kasm, asked) => {
    kasm.remove(agentOf(kasm, target(asked, parameter)));
    return {};
  },
});

/** Docker agents, which are servers too. None of these calls is documented. */
export const agentCalls: Record<string, Call> = {
  get_agents: {
    permission: 'agents_view',
    answer: kasm => ({
      agents: kasm.data.agents.map(agent => agentRecord(kasm, agent)),
    }),
  },
  get_agent_report: {
    permission: 'reports_view',
    answer: kasm => ({
      agents: kasm.data.agents.map(agent => agentReport(kasm, agent)),
    }),
  },
  get_servers: {
    permission: 'servers_view',
    answer: kasm => ({
      servers: kasm.data.agents.map(agent => serverRecord(kasm, agent)),
    }),
  },
  update_agent: {
    permission: 'agents_modify',
    changes: true,
    answer: (kasm, asked) => {
      const wanted = target(asked, 'target_agent');
      const agent = agentOf(kasm, wanted);
      change(kasm, agent, wanted);
      return { agent: agentRecord(kasm, agent) };
    },
  },
  update_server: {
    permission: 'servers_modify',
    changes: true,
    answer: (kasm, asked) => {
      const wanted = target(asked, 'target_server');
      const agent = agentOf(kasm, { server_id: wanted.server_id });
      change(kasm, agent, wanted);
      return { server: serverRecord(kasm, agent) };
    },
  },
  delete_agent: removing('target_agent'),
  delete_server: removing('target_server'),
};

import { findCluster } from '../clusters/findCluster';
import type { KasmConfig } from '../clusters/KasmConfig';
import type { KasmApi, KasmApis, KasmCallOptions } from './KasmApi';
import { KasmApiError } from './KasmApiError';
import { createKasmReader } from './createKasmReader';
import { KasmCaller } from './KasmCaller';
import type { KasmReader } from './KasmReader';
import { KasmTrust } from './KasmTrust';
import { kasmId } from './kasmValues';
import { readAgents, readSessions, type AgentRecord } from './readRecords';

/** Seconds between two rounds of questions. */
const INTERVAL = 15;

/**
 * Kasm's APIs of the deployments that the configuration has keys for. A key goes to the host that the
 * configuration binds it to, whatever a descriptor says.
 *
 * @public
 */
export function createKasmApis(config: KasmConfig): KasmApis {
  const callers: KasmCaller[] = [];
  const trusts = new Map<string, KasmTrust>();
  const apis = new Map<
    string,
    { host: string; api: KasmApi; reader: KasmReader }
  >();
  for (const entry of config.kasmApis) {
    const cluster = findCluster(config, entry.deployment.split('/')[0]);
    const trust = trusts.get(cluster.name) ?? new KasmTrust(cluster.ingress);
    trusts.set(cluster.name, trust);
    const caller = new KasmCaller(entry, cluster, trust);
    callers.push(caller);
    apis.set(entry.deployment, {
      host: entry.host,
      api: kasmApi(caller, entry.manageAgents !== undefined),
      reader: createKasmReader(caller, entry.interval ?? INTERVAL),
    });
  }
  const boundTo = (ref: string, host: string | undefined) => {
    const found = apis.get(ref);
    return host === undefined || host === found?.host ? found : undefined;
  };
  return {
    api: (ref, host) => boundTo(ref, host)?.api,
    reader: (ref, host) => boundTo(ref, host)?.reader,
    hostOf: ref => apis.get(ref)?.host,
    async close() {
      callers.forEach(caller => caller.close());
    },
  };
}

function kasmApi(caller: KasmCaller, managesAgents: boolean): KasmApi {
  const records = async (options?: KasmCallOptions): Promise<AgentRecord[]> => {
    try {
      return readAgents(await caller.call('get_agents', {}, options));
    } catch (error) {
      if (error instanceof KasmApiError && error.kind === 'notFound') {
        return readAgents(await caller.call('get_servers', {}, options));
      }
      throw error;
    }
  };
  const recordOf = async (id: string, options?: KasmCallOptions) =>
    (await records(options)).find(({ agent }) => agent.id === kasmId(id));

  return {
    managesAgents,
    async sessions(options) {
      return readSessions(await caller.call('get_kasms', {}, options));
    },
    async agents(options) {
      return (await records(options)).map(({ agent }) => agent);
    },
    async setAgentEnabled(id, enabled, options) {
      const record = await recordOf(id, options);
      if (!record) {
        throw new KasmApiError('refused', `Kasm has no agent ${kasmId(id)}`);
      }
      const { agentId, serverId } = record;
      if (agentId) {
        await caller.call(
          'update_agent',
          { target_agent: { agent_id: agentId, enabled } },
          options,
        );
      } else {
        await caller.call(
          'update_server',
          {
            target_server: {
              server_id: serverId,
              server_type: 'host',
              enabled,
            },
          },
          options,
        );
      }
    },
    async deleteAgent(id, options) {
      const record = await recordOf(id, options);
      if (!record) {
        return;
      }
      const { agentId, serverId } = record;
      try {
        await (agentId
          ? caller.call(
              'delete_agent',
              { target_agent: { agent_id: agentId } },
              options,
            )
          : caller.call(
              'delete_server',
              { target_server: { server_id: serverId } },
              options,
            ));
      } catch (error) {
        // somebody else was quicker
        if (
          error instanceof KasmApiError &&
          error.kind === 'refused' &&
          !(await recordOf(id, options))
        ) {
          return;
        }
        throw error;
      }
    },
  };
}

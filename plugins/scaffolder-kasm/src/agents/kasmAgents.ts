import {
  KasmApiError,
  type KasmAgent,
  type KasmApi,
} from '@kasm-portal/backstage-plugin-kasm-node';

/** What Kasm says of its agents now. */
export type KasmView =
  | { seen: true; agents: KasmAgent[] }
  /** `lasting`: asking again will not help. */
  | { seen: false; lasting: boolean; why: string };

/** Asks Kasm; what it cannot say is said in one sentence. */
export async function viewAgents(
  api: KasmApi | undefined,
  ref: string,
  signal: AbortSignal,
): Promise<KasmView> {
  if (!api) {
    return {
      seen: false,
      lasting: true,
      why: `no key of Kasm's API is configured for ${ref} (kasm.kasmApis)`,
    };
  }
  try {
    return { seen: true, agents: await api.agents({ signal }) };
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof KasmApiError)) {
      throw error;
    }
    return {
      seen: false,
      lasting: error.kind === 'notPermitted' || error.kind === 'notFound',
      why: error.message,
    };
  }
}

/** The agent that registered from a VM: by one of its addresses, or by its name. */
export function agentOf(
  agents: readonly KasmAgent[],
  name: string,
  addresses: readonly string[],
): KasmAgent | undefined {
  return (
    agents.find(({ hostname }) => addresses.includes(hostname)) ??
    agents.find(({ hostname }) => hostname.split('.')[0] === name)
  );
}

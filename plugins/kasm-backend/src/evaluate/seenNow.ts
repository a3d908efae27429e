import type {
  SourceName,
  StatusDocument,
} from '@kasm-portal/backstage-plugin-kasm-common';

/** The parts of a status that numbers are made of, each only while somebody sees it. */
export interface SeenNow
  extends Pick<
    StatusDocument,
    'agents' | 'database' | 'sessions' | 'capacity'
  > {
  /** Whether the public host is seen. */
  endpoint: boolean;
}

/**
 * What is so now: a document keeps what a source said before it went blind, which is no number of this
 * moment.
 */
export function seenNow(status: StatusDocument): SeenNow {
  const stateOf = (source: SourceName) =>
    status.sources[source]?.state ?? 'notConfigured';
  const seen = (source: SourceName) =>
    ['ok', 'empty'].includes(stateOf(source));
  // Where nobody looks at VMs, what is known of agents is what Kasm says of them.
  const agents =
    stateOf('agentVms') === 'notConfigured' ? 'kasmApi' : 'agentVms';
  return {
    agents: seen(agents) ? status.agents : undefined,
    database: seen('database') ? status.database : undefined,
    sessions: seen('kasmApi') ? status.sessions : undefined,
    capacity: seen('kasmApi') ? status.capacity : undefined,
    endpoint: seen('endpoint'),
  };
}

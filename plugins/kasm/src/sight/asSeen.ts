import type {
  PartState,
  SourceName,
  SourceState,
  StatusDocument,
} from '@kasm-portal/backstage-plugin-kasm-common';

const UNSEEN: SourceState[] = [
  'forbidden',
  'unauthenticated',
  'unreachable',
  'stale',
];

/**
 * Whether a source cannot vouch for what is shown of it, because it could not be looked at.
 *
 * @internal
 */
export function isUnseen(
  status: Pick<StatusDocument, 'sources'>,
  source: SourceName,
): boolean {
  const state = status.sources[source]?.state;
  return state !== undefined && UNSEEN.includes(state);
}

/**
 * The same status, in which no part is well on the word of a source that is blind: what was fine
 * when it was last seen is unknown now. What was seen to fail goes on being shown.
 *
 * @internal
 */
export function asSeen(status: StatusDocument): StatusDocument {
  const { controlPlane, database, agents } = status;
  const doubt =
    (source: SourceName) =>
    <T extends { state: PartState }>(part: T): T =>
      part.state === 'ok' && isUnseen(status, source)
        ? { ...part, state: 'unknown' }
        : part;
  return {
    ...status,
    controlPlane: controlPlane && {
      release: controlPlane.release && doubt('release')(controlPlane.release),
      components: controlPlane.components.map(doubt('controlPlane')),
    },
    database: database && {
      ...database,
      instances: database.instances.map(doubt('database')),
    },
    agents: agents && {
      ...agents,
      items: agents.items.map(doubt('agentVms')),
    },
  };
}

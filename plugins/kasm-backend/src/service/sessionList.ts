import type { SessionList } from '@kasm-portal/backstage-plugin-kasm-common';
import type { KasmSessionRecord } from '@kasm-portal/backstage-plugin-kasm-node';

const MOST_ROWS = 500;

/**
 * What was last heard of a deployment's sessions.
 *
 * @internal
 */
export interface SeenSessions {
  /** RFC 3339. */
  asOf?: string;
  /** Why nothing, or nothing new, was heard. */
  reason?: string;
  sessions: KasmSessionRecord[];
}

/**
 * The rows as a caller may see them: field by field, so that what is added to a session one day does not
 * get out by itself.
 *
 * @param details - whether he may see who uses them
 * @internal
 */
export function sessionList(
  { asOf, reason, sessions }: SeenSessions,
  details: boolean,
): SessionList {
  const newestFirst = [...sessions].sort((a, b) =>
    `${b.createdAt ?? ''}/${b.id}` < `${a.createdAt ?? ''}/${a.id}` ? -1 : 1,
  );
  return {
    details,
    ...(asOf && { asOf }),
    ...(reason && { reason }),
    items: newestFirst.slice(0, MOST_ROWS).map(session => ({
      id: session.id,
      status: session.status,
      ...(session.standby && { standby: true }),
      ...(session.agentHostname && { agent: session.agentHostname }),
      ...(session.workspace && { workspace: session.workspace }),
      ...(session.zone && { zone: session.zone }),
      ...(session.createdAt && { createdAt: session.createdAt }),
      ...(session.message && { message: session.message }),
      ...(details && {
        user: session.person?.user,
        address: session.person?.address,
      }),
    })),
    ...(newestFirst.length > MOST_ROWS && { more: true }),
  };
}

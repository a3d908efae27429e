import { agentRows } from '../agents/rows';
import type { Context } from '../Context';
import { rule } from './rule';

/** Seconds that agents have for their first pulls. */
const PULLED_AFTER = 3600;

const MOST_NAMES = 4;

export const workspaceImageUnavailable = rule(
  'workspace-image-unavailable',
  'kasmApi',
  context => {
    const images = (context.sights.kasmApi.facts?.images ?? []).filter(
      ({ enabled }) => enabled,
    );
    const missing = images.filter(({ available }) => available === false);
    if (missing.length === 0 || !hasAgentsToPull(context)) {
      return [];
    }
    const names = missing.map(({ name }) => name);
    const shown = names.slice(0, MOST_NAMES).join(', ');
    return [
      {
        severity: missing.length === images.length ? 'error' : 'warning',
        title:
          names.length === 1
            ? `Workspace ${shown} is on no agent`
            : `${names.length} workspaces are on no agent`,
        evidence: [
          `${shown}${
            names.length > MOST_NAMES ? ' and others' : ''
          }: no enabled agent has the image.`,
          missing.length === images.length
            ? 'No workspace can be started.'
            : undefined,
          missing.some(({ restricted }) => restricted)
            ? 'One of them is bound to a zone, a network or a server.'
            : undefined,
        ],
        remedy: [
          [
            'In Kasm, Workspaces: see the registry and its credentials, then Infrastructure, Docker Agents: free disk, and whether an agent pulls.',
          ],
          [
            'On an agent, see what it pulls.',
            'sudo docker logs kasm_agent --tail 50',
          ],
        ],
      },
    ];
  },
);

/** Without an enabled agent nobody can have the image: that is a finding of its own. */
function hasAgentsToPull(context: Context): boolean {
  const { agents } = context.sights.kasmApi.facts ?? {};
  const enabled = agentRows(context).filter(
    ({ agent }) => agent && agent.enabled !== false,
  );
  if (agents && enabled.length === 0) {
    return false;
  }
  const { createdAt } = context.deployment;
  const born = enabled.map(({ vm }) => vm?.createdAt ?? createdAt);
  return (
    context.ages.olderThan(createdAt, PULLED_AFTER) &&
    (born.length === 0 ||
      born.some(since => context.ages.olderThan(since, PULLED_AFTER)))
  );
}

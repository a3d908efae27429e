import type {
  AgentStatus,
  ChainLink,
  DatabaseInstanceStatus,
  PartState,
  StatusDocument,
} from '@kasm-portal/backstage-plugin-kasm-common';
import { isUnseen } from '../sight/asSeen';
import type { SectionId } from './sections';
import { STAGES } from './stages';

/**
 * One box of the picture.
 *
 * @internal
 */
export interface ChainNode {
  id: string;
  title: string;
  state: PartState;
  detail?: string;
  section: SectionId;
}

/**
 * The way a browser's request goes, and the way to the desktops.
 *
 * @internal
 */
export interface Chain {
  browser: ChainNode;
  traefik: ChainNode;
  proxy: ChainNode;
  api: ChainNode;
  database: ChainGroup;
  /** Between the proxy and the agents. */
  sessions: ChainNode[];
  agents: ChainGroup;
  blockedAt?: ChainLink;
}

/** @internal */
export interface ChainGroup {
  title: string;
  section: SectionId;
  nodes: ChainNode[];
  /** How many the picture leaves out. */
  more: number;
}

/** As many boxes of one kind as a glance takes in. */
const MOST = 6;

const URGENCY: PartState[] = [
  'failing',
  'missing',
  'progressing',
  'unknown',
  'stopped',
  'ok',
];

/**
 * The picture of a status, without any drawing. What the document does not tell is unknown.
 *
 * @internal
 */
export function chainOf(status: StatusDocument): Chain {
  return {
    browser: browser(status),
    traefik: traefik(status),
    proxy: component(status, 'proxy', 'Proxy'),
    api: component(status, 'api', 'API'),
    database: group(
      status.database?.name ?? 'Database',
      'database',
      status.database?.instances.map(instance),
    ),
    sessions: [
      component(status, 'manager', 'Manager'),
      // Not every installation has one.
      ...(has(status, 'guac') ? [component(status, 'guac', 'Guac')] : []),
    ],
    agents: group('Agents', 'agents', status.agents?.items.map(agent)),
    blockedAt: status.headline.blockedAt,
  };
}

function browser(status: StatusDocument): ChainNode {
  const endpoint = status.ingress?.endpoint;
  const node = { id: 'browser', title: 'Browser', section: 'ingress' } as const;
  if (!endpoint || isUnseen(status, 'endpoint')) {
    return { ...node, state: 'unknown' };
  }
  if (endpoint.failedAt) {
    return {
      ...node,
      state: 'failing',
      detail: `fails at ${STAGES[endpoint.failedAt] ?? endpoint.failedAt}`,
    };
  }
  if (endpoint.rootStatus === undefined) return { ...node, state: 'unknown' };
  const answers = endpoint.rootStatus === 200 && endpoint.apiHealthy !== false;
  return {
    ...node,
    state: answers ? 'ok' : 'failing',
    detail: answers ? 'answers' : complaint(endpoint.rootStatus),
  };
}

/** The page may well come while what stands behind it does not work. */
function complaint(rootStatus: number): string {
  return rootStatus === 200 ? 'API fails' : `gets ${rootStatus}`;
}

function traefik(status: StatusDocument): ChainNode {
  const { traefik: seen, timeouts } = status.ingress ?? {};
  const node = { id: 'traefik', title: 'Traefik', section: 'ingress' } as const;
  const timeout =
    timeouts &&
    (timeouts.readTimeout === 0 ? 'no timeout' : `${timeouts.readTimeout} s`);
  if (!seen || isUnseen(status, 'ingress')) {
    return { ...node, state: 'unknown', detail: timeout };
  }
  const count = `${seen.ready}/${seen.desired}`;
  return {
    ...node,
    state: seen.ready >= seen.desired && seen.ready > 0 ? 'ok' : 'failing',
    detail: timeout ? `${count} · ${timeout}` : count,
  };
}

function has(status: StatusDocument, role: string): boolean {
  return Boolean(
    status.controlPlane?.components.some(each => each.role === role),
  );
}

function component(
  status: StatusDocument,
  role: string,
  title: string,
): ChainNode {
  const node = { id: role, title, section: 'control-plane' } as const;
  if (!status.controlPlane) return { ...node, state: 'unknown' };
  const found = status.controlPlane.components.find(each => each.role === role);
  return found
    ? {
        ...node,
        state: found.state,
        detail: `${found.ready}/${found.desired}`,
      }
    : { ...node, state: 'missing' };
}

function instance(seen: DatabaseInstanceStatus): ChainNode {
  return {
    id: seen.name,
    title: seen.name,
    state: seen.state,
    detail: seen.role === 'primary' ? 'primary' : undefined,
    section: 'database',
  };
}

function agent(seen: AgentStatus): ChainNode {
  return {
    id: seen.name,
    title: seen.name,
    state: seen.state,
    detail: seen.state === 'ok' ? undefined : seen.vmStatus,
    section: 'agents',
  };
}

/** Where there are too many, those in trouble are shown. */
function group(
  title: string,
  section: SectionId,
  nodes: ChainNode[] | undefined,
): ChainGroup {
  if (!nodes) {
    const unseen = { id: section, title: 'not seen', section };
    return {
      title,
      section,
      nodes: [{ ...unseen, state: 'unknown' }],
      more: 0,
    };
  }
  const shown =
    nodes.length <= MOST
      ? nodes
      : [...nodes]
          .sort((a, b) => URGENCY.indexOf(a.state) - URGENCY.indexOf(b.state))
          .slice(0, MOST);
  return { title, section, nodes: shown, more: nodes.length - shown.length };
}

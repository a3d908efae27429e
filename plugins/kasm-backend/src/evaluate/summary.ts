import type {
  AgentsStatus,
  Finding,
  Health,
} from '@kasm-portal/backstage-plugin-kasm-common';
import { agentsOfKasm, watchesVms } from './agents/rows';
import type { Context } from './Context';
import { notYetRouted } from './endpoint';
import { counting, type Parts } from './health';
import { saysStopped } from './stopped';
import { clean, SENTENCE_LENGTH } from './text';

/** One sentence that a tired person understands. */
export function summaryOf(
  context: Context,
  health: Health,
  findings: Finding[],
  parts: Parts,
): string {
  return clean(sentence(context, health, findings, parts), SENTENCE_LENGTH);
}

function sentence(
  context: Context,
  health: Health,
  findings: Finding[],
  parts: Parts,
): string {
  if (context.deployment.state === 'retired') {
    return 'Retired on purpose; the portal does not judge it any more.';
  }
  switch (health) {
    case 'healthy':
      return running(context, parts);
    case 'progressing':
      return progress(context, findings, parts);
    case 'unknown':
      return blindness(context);
    default:
      return wrong(context, findings, parts);
  }
}

function running(context: Context, parts: Parts): string {
  const components = parts.controlPlane?.components ?? [];
  const active = components.filter(({ state }) => state !== 'stopped');
  const ok = active.filter(({ state }) => state === 'ok').length;
  const said =
    ok === active.length
      ? `All ${ok} components run`
      : `${ok} of ${active.length} components run`;
  return [said, ...numbers(context, parts, true)].join(', ').concat('.');
}

/** The figures behind the sentence; what is not seen is said to be unknown. */
function numbers(
  { sights }: Context,
  { database, agents }: Parts,
  all: boolean,
): string[] {
  const said: string[] = [];
  if (all && database) {
    said.push(
      sights.database.visible
        ? `database ${database.ready}/${database.desired}`
        : 'database unknown',
    );
  }
  if (agents && seesAgents({ sights })) {
    said.push(
      `${agents.ready} of ${agents.desired} agents${
        all ? starting(agents) : ''
      }`,
    );
  } else if (all && sights.agentVms.state !== 'notConfigured') {
    said.push('agents unknown');
  }
  return said;
}

/** By their VMs, else by Kasm's word where there are none to look at. */
function seesAgents({ sights }: Pick<Context, 'sights'>): boolean {
  return watchesVms({ sights })
    ? sights.agentVms.visible
    : sights.kasmApi.visible;
}

/** What is known of an agent that counts: that it serves, or only that its VM runs. */
function verbFor(context: Context, count: number): string {
  const verb = agentsOfKasm(context) ? 'serve' : 'run';
  return `${verb}${count === 1 ? 's' : ''}${
    verb === 'serve' ? ' desktops' : ''
  }`;
}

/** Why there are fewer than there should be although nothing is wrong. */
function starting({ items }: AgentsStatus): string {
  const names = items
    .filter(({ state }) => state === 'progressing')
    .map(({ name }) => name);
  return names.length === 0
    ? ''
    : ` (${
        names.length > 1 ? `${names.length} are` : `${names[0]} is`
      } on the way)`;
}

function wrong(context: Context, findings: Finding[], parts: Parts): string {
  const counted = counting(findings);
  const finding =
    counted.find(
      ({ settling, severity }) =>
        !settling && (severity === 'critical' || severity === 'error'),
    ) ?? counted.find(saysStopped);
  if (!finding) {
    return 'Something is wrong.';
  }
  const aboutAgents = /^agents?-/.test(finding.id);
  const figures = aboutAgents ? numbers(context, parts, false) : [];
  const verb = verbFor(context, parts.agents?.ready ?? 0);
  return `${finding.title}${figures
    .map(figure => `; ${figure} ${verb}`)
    .join('')}.`;
}

function progress(context: Context, findings: Finding[], parts: Parts): string {
  const { deployment, ages, creating } = context;
  const [settling] = counting(findings).filter(finding => finding.settling);
  if (creating) {
    const age = ages.words(deployment.createdAt);
    const waits = waitsFor(context, parts);
    const state = waits ? `; waits for ${waits}` : '';
    const now = settling && !waits ? `. Now: ${settling.title}` : '';
    return `Being created${age ? ` for ${age}` : ''}${state}${now}.`;
  }
  if (settling) {
    const age = ages.words(settling.since);
    return `${settling.title}${age ? `, for ${age}` : ''}.`;
  }
  const waits = waitsFor(context, parts);
  const age = ages.words(
    waits === undefined ? undefined : since(context, parts),
  );
  return waits
    ? `Waits for ${waits}${age ? `, for ${age}` : ''}.`
    : 'On its way to what was asked for.';
}

/** What the way to the goal stands at now, in the order in which things come up. */
function waitsFor(context: Context, parts: Parts): string | undefined {
  const { database, controlPlane, agents } = parts;
  const { facts, visible } = context.sights.database;
  if (!database || facts?.present === false) {
    return 'the database to be made';
  }
  if (visible && database.ready < database.desired) {
    return `the database: ${database.ready} of ${database.desired} instances ready`;
  }
  const components = (controlPlane?.components ?? []).filter(
    ({ state }) => state !== 'stopped',
  );
  const late = components.filter(({ state }) => state !== 'ok');
  if (late.length > 0) {
    const names = late.slice(0, 3).map(({ role }) => role);
    return `${names.join(', ')}${late.length > 3 ? ' and others' : ''}: ${
      components.length - late.length
    } of ${components.length} components run`;
  }
  if (visible && facts?.phase && facts.phase !== 'Cluster in healthy state') {
    return `the database: ${facts.phase}`;
  }
  if (notYetRouted(context)) {
    return 'the route to it';
  }
  return agents && agents.ready < agents.desired
    ? `agents: ${agents.ready} of ${agents.desired} run`
    : undefined;
}

/** When that began, as far as the objects tell. */
function since(context: Context, parts: Parts): string | undefined {
  const { database } = parts;
  if (database && database.ready < database.desired) {
    return context.sights.database.facts?.notReadySince;
  }
  return (parts.controlPlane?.components ?? [])
    .filter(({ state }) => state !== 'ok' && state !== 'stopped')
    .flatMap(({ rolledOutAt }) => rolledOutAt ?? [])
    .sort()
    .pop();
}

function blindness({ sights }: Context): string {
  const reason = sights.controlPlane.visible
    ? undefined
    : sights.controlPlane.reason;
  return `Nothing is known: the portal sees neither the control plane nor the public host${
    reason ? ` (${reason.replace(/\.$/, '')})` : ''
  }.`;
}

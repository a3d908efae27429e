import type { Finding } from '@kasm-portal/backstage-plugin-kasm-common';
import { moment } from '../Ages';
import type { Context } from '../Context';
import { controlPlaneVersions, plain } from '../findings/versions-differ';
import { runs } from './machines';
import { agentRows } from './rows';

/** Milliseconds between what ended check-ins and the last of them. */
const TOGETHER = 60_000;

/** What stands between agents and the manager: the way in, and the components behind it. */
const ON_THE_WAY_IN =
  /^(dns-wrong|traefik-down|route-.*|certificate-.*|endpoint-.*|database-.*)$/;
const SERVED_BY = ['proxy', 'api', 'manager'];

/**
 * Agents are never lost because of something else, unless it began when their check-ins ended
 * (`operations.md` §4.1). An agent whose VM does not run has its own reason.
 */
export function silences(
  effect: Finding,
  cause: Finding,
  context: Context,
): boolean {
  const { agentCluster } = context.deployment;
  const wholeCluster =
    cause.id === 'cluster-unreachable' && cause.subject === agentCluster;
  if (
    effect.id !== 'agent-lost' ||
    !(
      ON_THE_WAY_IN.test(cause.id) ||
      SERVED_BY.includes(cause.subject ?? '') ||
      wholeCluster
    ) ||
    ['info', 'warning'].includes(cause.severity)
  ) {
    return false;
  }
  const apart = (moment(effect.since) ?? NaN) - (moment(cause.since) ?? NaN);
  const vm = rowOf(effect, context)?.vm;
  return Math.abs(apart) <= TOGETHER && (vm ? runs(vm) : true);
}

/** An agent of another version than the control plane's may have been refused. */
export function lostByVersion(
  effect: Finding,
  _cause: Finding,
  context: Context,
): boolean {
  const version = plain(rowOf(effect, context)?.agent?.version);
  return (
    effect.id === 'agent-lost' &&
    version !== undefined &&
    !controlPlaneVersions(context).has(version)
  );
}

function rowOf({ subject }: Finding, context: Context) {
  return agentRows(context).find(({ name }) => name === subject);
}

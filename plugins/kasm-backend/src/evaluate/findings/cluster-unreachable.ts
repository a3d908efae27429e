import { command } from '../command';
import { clusterOf, SOURCES, sourceTitle, type Context } from '../Context';
import { endpointWorks } from '../endpoint';
import { ruleOfSight } from './rule';

/** An API server that restarts, or one slow list, is no outage. */
const HOLD = 30;

/** Clusters none of whose sources can be reached. */
export function unreachableClusters(context: Context): string[] {
  const { deployment, sights } = context;
  const clusters = new Set([
    deployment.cluster,
    ...(deployment.agentCluster === undefined ? [] : [deployment.agentCluster]),
  ]);
  return [...clusters].filter(cluster => {
    const states = SOURCES.filter(
      source => clusterOf(source, deployment) === cluster,
    )
      .map(source => sights[source].state)
      // Nobody looks there, so it tells nothing about the cluster.
      .filter(state => state !== 'notConfigured' && state !== 'notInstalled');
    return (
      states.length > 0 &&
      states.every(state => state === 'unreachable' || state === 'stale')
    );
  });
}

/** Sources that look at a cluster, without those that nobody configured. */
export function sourcesOn(context: Context, cluster: string) {
  return SOURCES.filter(
    source =>
      clusterOf(source, context.deployment) === cluster &&
      context.sights[source].state !== 'notConfigured',
  );
}

export const clusterUnreachable = ruleOfSight('cluster-unreachable', context =>
  unreachableClusters(context).map(cluster => {
    const sources = sourcesOn(context, cluster);
    const sights = sources.map(source => context.sights[source]);
    const works = endpointWorks(context);
    const refused = sights.find(({ state }) => state === 'unreachable');
    const since = sights
      .flatMap(sight => sight.since)
      .sort()
      .pop();
    return {
      severity: 'error',
      subject: cluster,
      title: `The portal cannot reach cluster ${cluster}${
        works ? '; Kasm itself answers' : ''
      }`,
      since,
      hold: HOLD,
      evidence: [
        (refused ?? sights[0])?.reason,
        `Therefore unknown: ${sources.map(sourceTitle).join(', ')}.`,
      ],
      remedy: [
        [
          'Ask the API server whether it is ready.',
          command`kubectl --context ${cluster} get --raw='/readyz?verbose'`,
        ],
        [
          "Check the cluster's virtual address, firewalls, its CA and any proxy between it and the portal.",
        ],
      ],
    };
  }),
);

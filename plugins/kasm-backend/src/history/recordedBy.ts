import type { ClusterConfig } from '@kasm-portal/backstage-plugin-kasm-node';
import type { EndpointTimings, Observation } from '../observation/Observation';
import type { Observatory } from '../service/Observatory';
import type { Recorded } from './HistoryRecorder';

/**
 * What the observatory has for the history.
 *
 * @internal
 */
export function recordedBy(
  observatory: Observatory,
  clusters: ClusterConfig[],
): Recorded {
  return {
    all: () =>
      observatory.statuses.all().map(({ document }) => ({
        status: document,
        endpointTime: endpointTime(
          observatory.observation(document.deployment.ref),
        ),
      })),
    isGone(ref) {
      const [cluster] = ref.split('/');
      if (observatory.deployment(ref)) {
        return false;
      }
      const sight = observatory.descriptors()[cluster];
      return (
        // The whole cluster is gone from the configuration, or it was asked and knows it no more.
        !clusters.some(({ name }) => name === cluster) ||
        sight?.state === 'ok' ||
        sight?.state === 'empty'
      );
    },
  };
}

/** From the name to the page, as a browser waits for it. */
function endpointTime(observation: Observation | undefined) {
  const timings: EndpointTimings = observation?.endpoint.facts?.timings ?? {};
  const { dns = 0, connect, tls = 0, root } = timings;
  return connect === undefined || root === undefined
    ? undefined
    : dns + connect + tls + root;
}

import type { ClusterConfig } from '@kasm-portal/backstage-plugin-kasm-node';
import { isDeepStrictEqual } from 'node:util';
import { EndpointProbe } from '../endpoint/EndpointProbe';
import type { ProbeTurns } from '../endpoint/ProbeTurns';
import type { Trust } from '../endpoint/Trust';
import type {
  DeploymentFacts,
  EndpointFacts,
} from '../observation/Observation';
import { absentSource, type Source } from './Source';

/** A source that can be told that something changed around it. */
export type NudgedSource<T> = Source<T> & {
  nudge(): void;
  stop(): Promise<void>;
};

/**
 * The public host, seen from the portal.
 *
 * @internal
 */
export function watchEndpoint(options: {
  deployment: DeploymentFacts;
  ingress: ClusterConfig['ingress'];
  trust: Trust;
  turns?: ProbeTurns;
  /** What was seen of the same host before. */
  last?: EndpointFacts;
  changed: () => void;
}): NudgedSource<EndpointFacts> {
  const { deployment, ingress, trust, last, changed } = options;
  if (deployment.state === 'retired') {
    const absent = absentSource<EndpointFacts>('The deployment is retired');
    return { ...absent, nudge: () => {}, stop: async () => {} };
  }
  const began = new Date().toISOString();
  let told: object | undefined;
  const probe = new EndpointProbe({
    target: {
      host: deployment.host,
      port: deployment.port,
      address: ingress.address,
    },
    trust,
    turns: options.turns,
    last,
    onResult: () => {
      const matters = probe.facts && lasting(probe.facts);
      if (!isDeepStrictEqual(matters, told)) {
        told = matters;
        changed();
      }
    },
  });
  probe.start();
  return {
    sighting() {
      const { facts } = probe;
      return facts
        ? { state: 'ok', since: began, seen: facts.at, facts }
        : {
            state: 'unreachable',
            since: began,
            reason: 'The public host was not looked at yet',
          };
    },
    nudge: () => probe.nudge(),
    stop: () => probe.stop(),
  };
}

/** What a judgement is made from: not when it was looked, nor how long that took. */
function lasting({ at: _at, timings: _timings, ...facts }: EndpointFacts) {
  return facts;
}

import type {
  SourceName,
  SourceState,
} from '@kasm-portal/backstage-plugin-kasm-common';
import type {
  DeploymentFacts,
  EndpointFacts,
  Observation,
  Sighting,
} from '../observation/Observation';
import { Ages, moment } from './Ages';
import { cleaned } from './text';

/** A source as the rules see it: what it last saw, and whether it still sees. */
export interface Sight<T> extends Sighting<T> {
  /** False: the facts are history. They may still accuse, but they acquit nobody. */
  visible: boolean;
}

/** Every source's sight. */
export type Sights = {
  [K in SourceName]: Observation[K] extends Sighting<infer T>
    ? Sight<T>
    : never;
};

/** What every rule decides from. All text in it is cleaned. */
export interface Context {
  deployment: DeploymentFacts;
  /** Being created, and not for too long: what is not there yet is no failure. */
  creating: boolean;
  sights: Sights;
  /** Ages now. */
  ages: Ages;
  /** Ages as of the last sight of a source, which is now while it is visible. */
  agesOf(source: SourceName): Ages;
}

/** The sources without which nobody can say that a deployment is healthy. */
export const ESSENTIAL: readonly SourceName[] = [
  'controlPlane',
  'database',
  'endpoint',
];

export const SOURCES: readonly SourceName[] = [
  'controlPlane',
  'release',
  'database',
  'certificate',
  'ingress',
  'agentVms',
  'kasmApi',
  'endpoint',
];

/** A creation that takes longer, in seconds, is judged like any other deployment. */
const CREATION_DEADLINE = 3600;

const VISIBLE: readonly SourceState[] = ['ok', 'empty'];

/** Prepares an observation for the rules. */
export function contextOf(observation: Observation, now: Date): Context {
  const { deployment, ...sightings } = cleaned(observation);
  const ages = new Ages(now.getTime());
  const sights: Sights = {
    controlPlane: sight(sightings.controlPlane),
    release: sight(sightings.release),
    database: sight(sightings.database),
    certificate: sight(sightings.certificate),
    ingress: sight(sightings.ingress),
    agentVms: sight(sightings.agentVms),
    kasmApi: sight(sightings.kasmApi),
    endpoint: probe(sightings.endpoint),
  };
  const frozen = new Map<SourceName, Ages>();
  return {
    deployment,
    sights,
    ages,
    creating:
      deployment.state === 'creating' &&
      (deployment.createdAt === undefined ||
        !ages.olderThan(deployment.createdAt, CREATION_DEADLINE)),
    agesOf: source => {
      const { visible, seen, since } = sights[source];
      if (visible) {
        return ages;
      }
      const then = moment(seen) ?? moment(since);
      // A last sight that is still to come froze nothing.
      if (then === undefined || then >= ages.now) {
        return ages;
      }
      // What was young when it was last seen is not known to have grown old.
      const found = frozen.get(source) ?? new Ages(then);
      frozen.set(source, found);
      return found;
    },
  };
}

/**
 * Makes the same of what is seen only once in a judgement, however many rules ask for it. Not for what
 * depends on the time: rules of one judgement may see with different ages.
 */
export function oncePerSight<T extends object>(
  make: (context: Context) => T,
): (context: Context) => T {
  const made = new WeakMap<Sights, T>();
  return context => {
    const known = made.get(context.sights) ?? make(context);
    made.set(context.sights, known);
    return known;
  };
}

function sight<T>(sighting: Sighting<T>): Sight<T> {
  return { ...sighting, visible: VISIBLE.includes(sighting.state) };
}

/** A probe that was refused has seen something: the refusal. */
function probe(sighting: Sighting<EndpointFacts>): Sight<EndpointFacts> {
  const refused =
    sighting.state === 'unreachable' && sighting.facts?.failedAt !== undefined;
  return refused ? { ...sighting, visible: true } : sight(sighting);
}

/** The cluster that a source looks at; undefined for those that look from outside. */
export function clusterOf(
  source: SourceName,
  deployment: DeploymentFacts,
): string | undefined {
  if (source === 'endpoint' || source === 'kasmApi') {
    return undefined;
  }
  return source === 'agentVms' ? deployment.agentCluster : deployment.cluster;
}

/** A source in words. */
export function sourceTitle(source: SourceName): string {
  return {
    controlPlane: 'control plane',
    release: 'Helm release',
    database: 'database',
    certificate: 'certificate',
    ingress: 'ingress',
    agentVms: 'agent VMs',
    kasmApi: 'Kasm API',
    endpoint: 'endpoint',
  }[source];
}

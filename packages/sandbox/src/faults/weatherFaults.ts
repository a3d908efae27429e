import type { ServedCluster } from '../apiserver/serveCluster';
import { WEATHERS, type Weather } from '../apiserver/weather/Weather';
import type { Fault, Injection } from './FaultRegistry';

/** The clusters whose API can have bad weather. */
const CLUSTERS = ['rke2', 'harvester'] as const;
type Cluster = (typeof CLUSTERS)[number];

/** What a weather fault does to a cluster's API server. */
export type WeatheredServer = Pick<
  ServedCluster,
  'setWeather' | 'renewTokens' | 'restart'
>;

/** Also for the kubeconfig that people have: who writes it anew when tokens have changed. */
export interface WeatherFaultsOptions {
  servers: Record<Cluster, WeatheredServer>;
  publishKubeconfig(): void;
}

interface WeatherFault {
  id: string;
  title: string;
  description: string;
  cluster: Cluster;
  inject(server: WeatheredServer, options: WeatherFaultsOptions): Injection;
}

const turnTo =
  (weather: Weather): WeatherFault['inject'] =>
  server => ({
    done: server.setWeather(weather),
    heal: () => server.setWeather('fair'),
  });

/** As a sentence says it: `hang` is what it does, the others are how it is. */
const VERBS: Partial<Record<Weather, string>> = {
  hang: 'hangs',
  refuse: 'refuses',
};

const badWeathers = (Object.keys(WEATHERS) as Weather[]).filter(
  weather => weather !== 'fair',
);

function faultsOf(cluster: Cluster): WeatherFault[] {
  const fault = (
    what: string,
    does: string,
    inject: WeatherFault['inject'],
  ): WeatherFault => ({
    id: `${cluster}-api-${what}`,
    title: `API of ${cluster}: ${what}`,
    description: `The Kubernetes API of ${cluster} ${does}.`,
    cluster,
    inject,
  });
  return [
    ...badWeathers.map(weather =>
      fault(VERBS[weather] ?? weather, WEATHERS[weather], turnTo(weather)),
    ),
    fault(
      'token-expired',
      'takes no token that was given out so far (401); healing writes a kubeconfig with new ones',
      (server, { publishKubeconfig }) => {
        server.renewTokens();
        return { heal: publishKubeconfig };
      },
    ),
    fault(
      'restarts',
      'restarts from an older backup of etcd: connections break, and resourceVersions begin lower',
      server => {
        server.restart();
        return { heal: () => {}, isOver: () => true };
      },
    ),
  ];
}

/** Faults of whole Kubernetes APIs, those that the portal has a finding for first. */
export const weatherFaults: readonly WeatherFault[] = [
  {
    id: 'cluster-unreachable',
    title: 'Cluster rke2 unreachable',
    description: 'The Kubernetes API of rke2 refuses connections.',
    cluster: 'rke2',
    inject: turnTo('refuse'),
  },
  {
    id: 'source-blind',
    title: 'No rights on harvester',
    description: 'The Kubernetes API of harvester allows nothing (403).',
    cluster: 'harvester',
    inject: turnTo('forbidden'),
  },
  ...CLUSTERS.flatMap(faultsOf),
];

/** The same, ready to be injected into these clusters; one at a time for each. */
export function createWeatherFaults(options: WeatherFaultsOptions): Fault[] {
  return weatherFaults.map(({ id, title, description, cluster, inject }) => ({
    id,
    title,
    description,
    area: 'Cluster APIs',
    place: `${cluster}-api`,
    takesTarget: false,
    inject: () => inject(options.servers[cluster], options),
  }));
}

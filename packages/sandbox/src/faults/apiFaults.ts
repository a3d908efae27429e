import type { ServedCluster } from '../apiserver/serveCluster';
import type { Fault } from './FaultRegistry';
import { apiFaults, type ApiFault, type FAULTY_CLUSTERS } from './faultIds';

type Weather = Parameters<ServedCluster['setWeather']>[0];

const WEATHER: Record<ApiFault, Weather> = {
  hangs: 'hang',
  refuses: 'refuse',
  unauthorized: 'unauthorized',
  forbidden: 'forbidden',
};

/** The faults of whole Kubernetes APIs; one at a time for each. */
export function createApiFaults(
  servers: Record<
    (typeof FAULTY_CLUSTERS)[number],
    Pick<ServedCluster, 'setWeather'>
  >,
): Fault[] {
  return apiFaults.map(({ id, title, description, cluster, what }) => ({
    id,
    title,
    description,
    place: `${cluster}-api`,
    takesTarget: false,
    inject: () => ({
      done: servers[cluster].setWeather(WEATHER[what]),
      heal: () => servers[cluster].setWeather('fair'),
    }),
  }));
}

import type { RunContext } from '../run/RunContext';

interface Needed {
  apiVersion: string;
  plurals: string[];
  what: string;
}

const ALWAYS: Needed[] = [
  {
    apiVersion: 'postgresql.cnpg.io/v1',
    plurals: ['clusters'],
    what: 'CloudNativePG is not installed',
  },
  {
    apiVersion: 'cert-manager.io/v1',
    plurals: ['certificates'],
    what: 'cert-manager is not installed',
  },
  {
    apiVersion: 'traefik.io/v1alpha1',
    plurals: ['ingressroutes', 'serverstransports'],
    what: "Traefik's CRDs are not installed",
  },
  {
    apiVersion: 'helm.cattle.io/v1',
    plurals: ['helmcharts'],
    what: 'the helm-controller (RKE2, K3s) is not there',
  },
];

const FOR_BACKUPS: Needed = {
  apiVersion: 'barmancloud.cnpg.io/v1',
  plurals: ['objectstores'],
  what: 'the Barman Cloud plugin that backups need is not installed',
};

/** Operators that are missing. */
export async function operatorProblems({
  spec,
  client,
  signal,
}: RunContext): Promise<string[]> {
  const needed =
    spec.database.backups.method === 'plugin'
      ? [...ALWAYS, FOR_BACKUPS]
      : ALWAYS;
  const found = await Promise.all(
    needed.map(async ({ apiVersion, plurals, what }) => {
      const served = await client.discover(apiVersion, { signal });
      return plurals.every(plural => served?.includes(plural))
        ? []
        : [`${what} (${apiVersion})`];
    }),
  );
  return found.flat();
}

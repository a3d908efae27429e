import type { ClusterStore } from '../../apiserver/ClusterStore';
import { readCertificate, stands } from '../../certificates/readCertificate';
import { resolve } from './references';
import type { Router } from './Router';
import type { RouterTable } from './RouterTable';
import { isServed } from './routeRequest';
import type { StaticConfiguration } from './staticConfiguration';
import { TLS_OPTIONS, TLS_STORES } from './traefikResources';

/** A certificate with its key, PEM. */
export interface Pair {
  key: string;
  cert: string;
}

/** What Traefik shows to whoever names a host. */
export type Shown =
  | Pair
  /** Traefik's own. */
  | 'default'
  /** The connection ends: TLS for the host cannot be configured. */
  | 'none';

function pairIn(
  store: ClusterStore,
  namespace: string,
  secretName: string | undefined,
): Pair | undefined {
  const data = secretName
    ? store.get('secrets', namespace, secretName)?.data
    : undefined;
  const decode = (key: string) =>
    Buffer.from(data?.[key] ?? '', 'base64').toString();
  return data?.['tls.crt'] && data['tls.key']
    ? { key: decode('tls.key'), cert: decode('tls.crt') }
    : undefined;
}

function isFor({ cert }: Pair, host: string): boolean {
  const read = readCertificate(cert);
  const names = [...(read?.names ?? []), read?.commonName ?? ''];
  return names.some(name => stands(name, host));
}

/**
 * The certificate for a host: of all that served routes name, one that stands for it. Which route names
 * it does not matter, and a Secret whose certificate is for other hosts is of no use to this one.
 */
export function servedCertificate(
  store: ClusterStore,
  table: RouterTable,
  configuration: StaticConfiguration,
  host: string,
): Shown {
  const served = (routers: Router[]) =>
    routers.filter(router => router.tls && isServed(router, configuration));
  const own = served(table.for(host));
  if (own.some(router => lacksOptions(store, router, configuration))) {
    return 'none';
  }
  const first = (routers: Router[]) => {
    for (const { namespace, tls } of routers) {
      const pair = pairIn(store, namespace, tls?.secretName);
      if (pair && isFor(pair, host)) {
        return pair;
      }
    }
    return undefined;
  };
  return (
    first(own) ??
    first(served(table.all())) ??
    storedDefault(store) ??
    'default'
  );
}

function lacksOptions(
  store: ClusterStore,
  router: Router,
  configuration: StaticConfiguration,
): boolean {
  const options = router.tls?.options;
  return Boolean(
    options?.name &&
      'problem' in
        resolve(
          store,
          TLS_OPTIONS,
          options,
          router,
          configuration[router.provider]?.allowCrossNamespace ?? false,
        ),
  );
}

/** Of the one TLSStore that counts: that with the name `default`. */
function storedDefault(store: ClusterStore): Pair | undefined {
  const found = store
    .list(TLS_STORES)
    .find(({ metadata }) => metadata.name === 'default');
  return (
    found &&
    pairIn(
      store,
      found.metadata.namespace!,
      found.spec?.defaultCertificate?.secretName,
    )
  );
}

import {
  clusterText,
  type KubeObject,
  resources,
} from '@kasm-portal/backstage-plugin-kasm-node';
import type { RouteFacts } from '../observation/Observation';
import { condition, type Condition, type Watched } from './Watched';

/** Of each list that somebody may have made long. */
const MOST = 20;

type RawParent = { parentRef?: { name?: string }; conditions?: Condition[] };

type RawHttpRoute = {
  spec?: {
    hostnames?: string[];
    rules?: Array<{
      backendRefs?: Array<{ name?: string; port?: number; kind?: string }>;
      filters?: Array<{
        type?: string;
        extensionRef?: { name?: string };
      }>;
    }>;
  };
  status?: { parents?: RawParent[] };
};

/** What a Gateway must say of a route for it to be served. */
const WANTED = ['Accepted', 'ResolvedRefs'];

/**
 * Routes of the Gateway API: other than an IngressRoute they tell what became of them.
 *
 * @internal
 */
export const httpRoutes: Watched<RouteFacts> = {
  resource: resources.httpRoutes,
  project(object) {
    const { metadata, spec, status } = object as KubeObject & RawHttpRoute;
    const rules = (spec?.rules ?? []).slice(0, MOST);
    const backend = rules.flatMap(({ backendRefs }) => backendRefs ?? [])[0];
    const parents = (status?.parents ?? []).slice(0, MOST);
    return {
      kind: 'HTTPRoute',
      name: metadata.name,
      hosts: (spec?.hostnames ?? [])
        .slice(0, MOST)
        .flatMap(host => clusterText(host, 253)?.toLowerCase() ?? []),
      entryPoints: [],
      service:
        (backend?.kind ?? 'Service') === 'Service'
          ? clusterText(backend?.name, 63)
          : undefined,
      port: backend?.port,
      middlewares: rules
        .flatMap(({ filters }) => filters ?? [])
        .flatMap(
          ({ extensionRef, type }) =>
            clusterText(extensionRef?.name ?? type, 253) ?? [],
        ),
      accepted: parents.some(
        ({ conditions }) =>
          condition(conditions, 'Accepted')?.status === 'True',
      ),
      refusals: parents.flatMap(refusalsOf),
    };
  },
};

function refusalsOf({
  parentRef,
  conditions,
}: RawParent): NonNullable<RouteFacts['refusals']> {
  return WANTED.flatMap(type => {
    const found = condition(conditions, type);
    return found?.status === 'False'
      ? [
          {
            parent: clusterText(parentRef?.name, 253) ?? '',
            condition: type,
            message:
              clusterText(found.message, 200) ??
              clusterText(found.reason, 80) ??
              'False',
          },
        ]
      : [];
  });
}

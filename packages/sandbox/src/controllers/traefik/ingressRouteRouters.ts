import type { StoredObject } from '../../apiserver/ClusterStore';
import { classOf, type Router } from './Router';
import { parseRule } from './rules/parseRule';

/** The routers of an IngressRoute; one whose rule cannot be read is left out, as Traefik does. */
export function ingressRouteRouters(object: StoredObject): Router[] {
  const { metadata, spec } = object;
  return (spec?.routes ?? []).flatMap((route: any): Router[] => {
    if (route.kind !== undefined && route.kind !== 'Rule') {
      return [];
    }
    try {
      return [
        {
          rule: parseRule(route.match ?? '', route.syntax),
          priority: route.priority || (route.match ?? '').length,
          namespace: metadata.namespace!,
          provider: 'crd',
          ingressClass: classOf(object),
          entryPoints: spec.entryPoints ?? [],
          ...(spec.tls ? { tls: spec.tls } : {}),
          middlewares: route.middlewares ?? [],
          services: route.services ?? [],
        },
      ];
    } catch {
      return [];
    }
  });
}

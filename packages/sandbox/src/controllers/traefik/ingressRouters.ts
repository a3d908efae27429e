import type { StoredObject } from '../../apiserver/ClusterStore';
import { classOf, type Router } from './Router';
import { parseRule } from './rules/parseRule';

const ENTRY_POINTS = 'traefik.ingress.kubernetes.io/router.entrypoints';
const WITH_TLS = 'traefik.ingress.kubernetes.io/router.tls';

function ruleText(
  host: string | undefined,
  path: string | undefined,
  type: string | undefined,
): string {
  const parts = [];
  if (host) {
    parts.push(
      host.startsWith('*.')
        ? `HostRegexp(\`^[a-z0-9-]+${host.slice(1).replace(/\./g, '\\.')}$\`)`
        : `Host(\`${host}\`)`,
    );
  }
  if (path) {
    parts.push(
      type === 'Exact' ? `Path(\`${path}\`)` : `PathPrefix(\`${path}\`)`,
    );
  }
  return parts.join(' && ') || 'PathPrefix(`/`)';
}

/** The routers of a plain Ingress. */
export function ingressRouters(object: StoredObject): Router[] {
  const { metadata, spec } = object;
  const annotations = metadata.annotations ?? {};
  const tls = spec?.tls?.length ?? annotations[WITH_TLS] === 'true';
  return (spec?.rules ?? []).flatMap((rule: any) =>
    (rule.http?.paths ?? []).flatMap((path: any): Router[] => {
      const text = ruleText(rule.host, path.path, path.pathType);
      const service = path.backend?.service;
      try {
        return [
          {
            rule: parseRule(text),
            priority: text.length,
            namespace: metadata.namespace!,
            provider: 'ingress',
            ingressClass: classOf(object),
            entryPoints: annotations[ENTRY_POINTS]?.split(',') ?? [],
            ...(tls ? { tls: { secretName: secretFor(spec, rule.host) } } : {}),
            middlewares: [],
            services: service
              ? [
                  {
                    name: service.name,
                    port: service.port?.number ?? service.port?.name,
                  },
                ]
              : [],
          },
        ];
      } catch {
        return [];
      }
    }),
  );
}

function secretFor(spec: any, host: string | undefined): string | undefined {
  const all: Array<{ hosts?: string[]; secretName?: string }> = spec.tls ?? [];
  return (all.find(({ hosts }) => host && hosts?.includes(host)) ?? all[0])
    ?.secretName;
}

import type { StoredObject } from '../../ClusterStore';
import { GoText, required, wrongValue, type Causes } from './causes';
import { portCauses, subdomainCauses } from './names';

type Value = any;

function backendCauses(backend: Value, field: string): Causes {
  const { service, resource } = backend ?? {};
  if (resource) {
    return [];
  }
  if (!service) {
    return [required(field, 'service or resource backend is required')];
  }
  const { name, number } = service.port ?? {};
  if (!name && !number) {
    return [required(field, 'port name or number is required')];
  }
  return number ? portCauses(`${field}.service.port.number`, number) : [];
}

function pathCauses(entry: Value, field: string): Causes {
  const { path, pathType, backend } = entry;
  const causes: Causes = [];
  if (!pathType) {
    causes.push(required(`${field}.pathType`, 'pathType must be specified'));
  } else if (
    !path?.startsWith('/') &&
    (path || pathType !== 'ImplementationSpecific')
  ) {
    causes.push(
      wrongValue(`${field}.path`, path ?? '', 'must be an absolute path'),
    );
  }
  return [...causes, ...backendCauses(backend, `${field}.backend`)];
}

function hostCauses(host: string, field: string): Causes {
  return subdomainCauses(field, host.replace(/^\*\./, '')).map(cause => ({
    ...cause,
    message: cause.message.replace(
      JSON.stringify(host.replace(/^\*\./, '')),
      JSON.stringify(host),
    ),
  }));
}

export function ingressCauses({ spec }: StoredObject): Causes {
  const { rules = [], defaultBackend } = spec;
  if (rules.length === 0 && !defaultBackend) {
    return [
      wrongValue(
        'spec',
        new GoText('[]networking.IngressRule(nil)'),
        'either `defaultBackend` or `rules` must be specified',
      ),
    ];
  }
  return [
    ...(defaultBackend
      ? backendCauses(defaultBackend, 'spec.defaultBackend')
      : []),
    ...rules.flatMap(({ host, http }: Value, index: number) => {
      const field = `spec.rules[${index}]`;
      return [
        ...(host ? hostCauses(host, `${field}.host`) : []),
        ...(http?.paths ?? []).flatMap((entry: Value, place: number) =>
          pathCauses(entry, `${field}.http.paths[${place}]`),
        ),
      ];
    }),
  ];
}

import { deploymentNames } from '../spec/deploymentNames';
import type { KasmDeploymentSpec } from '../spec/KasmDeploymentSpec';
import { kasmVersion } from './versions/kasmVersion';

/** Where the way in leads: Kasm's proxy. */
export interface ProxyBackend {
  service: string;
  scheme: 'http' | 'https';
  port: number;
}

/** A HTTPRoute always goes to plain http: it cannot say how a certificate is to be verified. */
export function proxyBackend(spec: KasmDeploymentSpec): ProxyBackend {
  const version = kasmVersion(spec.kasmVersion);
  const { kind, backend } = spec.ingress;
  const scheme = kind === 'httpRoute' ? 'http' : backend;
  return {
    service: version.proxyService.replace(
      '{release}',
      deploymentNames(spec).release,
    ),
    scheme,
    port: version.proxyPorts[scheme],
  };
}

import type { KasmDeploymentSpec } from '../spec/KasmDeploymentSpec';
import { certificate } from './certificate';
import { objectStore, scheduledBackup } from './databaseBackup';
import { databaseCluster } from './databaseCluster';
import type { DeploymentSettings } from './DeploymentSettings';
import { externalSecrets } from './externalSecrets';
import { helmChart } from './helmChart';
import { httpRoute } from './httpRoute';
import { ingressRoute } from './ingressRoute';
import type { Manifest } from './Manifest';
import { networkPolicies } from './networkPolicies';
import { serversTransport } from './serversTransport';

/**
 * Part of a deployment that an object belongs to, in the order in which parts are written.
 *
 * @public
 */
export type DeploymentPart =
  | 'networkPolicies'
  | 'externalSecrets'
  | 'certificate'
  | 'database'
  | 'release'
  | 'route';

/**
 * Every object of a deployment that is applied as a whole, in the order of applying. Not among them:
 * namespaces and Secrets, which are created where absent and then left alone, and the descriptor.
 *
 * @public
 */
export function deploymentObjects(
  spec: KasmDeploymentSpec,
  settings: DeploymentSettings,
): Array<{ part: DeploymentPart; manifest: Manifest }> {
  const of = (
    part: DeploymentPart,
    manifests: ReadonlyArray<Manifest | undefined>,
  ) =>
    manifests
      .filter(manifest => manifest !== undefined)
      .map(manifest => ({ part, manifest }));
  return [
    ...of('networkPolicies', networkPolicies(spec, settings)),
    ...of('externalSecrets', externalSecrets(spec, settings)),
    ...of('certificate', [certificate(spec)]),
    ...of('database', [
      objectStore(spec),
      databaseCluster(spec, settings.archiveServerName),
      scheduledBackup(spec),
    ]),
    ...of('release', [helmChart(spec, settings)]),
    ...of('route', route(spec, settings)),
  ];
}

/** The transport first: a route that names a missing one is dropped by Traefik. */
function route(
  spec: KasmDeploymentSpec,
  settings: DeploymentSettings,
): Array<Manifest | undefined> {
  return spec.ingress.kind === 'httpRoute'
    ? [httpRoute(spec)]
    : [serversTransport(spec, settings), ingressRoute(spec)];
}

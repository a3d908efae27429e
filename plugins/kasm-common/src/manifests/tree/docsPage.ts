import { deploymentNames } from '../../spec/deploymentNames';
import type { KasmDeploymentSpec } from '../../spec/KasmDeploymentSpec';
import type { DeploymentSettings } from '../DeploymentSettings';
import { traefikTimeoutArgument } from '../traefikTimeout';
import { kasmVersion } from '../versions/kasmVersion';
import { block, plain, table } from './markdown';
import { secretCommands } from './secretFile';
import { shellLine } from './shellLine';

/**
 * What a person needs to apply the tree, as markdown. Everything in it is a typed value that was
 * escaped for its place.
 */
export function docsPage(
  spec: KasmDeploymentSpec,
  settings: DeploymentSettings,
): string {
  const sections = [
    [`# ${plain(spec.title ?? spec.name)}`, facts(spec, settings)],
    [
      '## Before the first time',
      'These belong to the platform or hold passwords, so they are not in `kustomization.yaml`. A command whose object exists refuses and changes nothing.',
      block(preparation(spec, settings)),
      ...(spec.secrets.mode === 'generate'
        ? []
        : ['Where the passwords come from is said in `postgres/secret.yaml`.']),
    ],
    ['## Apply', block([shellLine('kubectl', 'apply', '-k', '.')])],
    afterwards(spec, settings),
    [
      '## Never',
      '`kubectl delete -k .` removes the namespace and the database with all data.',
    ],
  ];
  return `${sections.flat().join('\n\n')}\n`;
}

function facts(spec: KasmDeploymentSpec, settings: DeploymentSettings): string {
  const names = deploymentNames(spec);
  const { chart, postgres } = kasmVersion(spec.kasmVersion);
  return table(
    ['What', 'Value'],
    [
      ['Host', names.host],
      ['Kasm', `${spec.kasmVersion}, chart ${chart.name} ${chart.version}`],
      ['Size', spec.size],
      ['Cluster', spec.cluster],
      ['Namespace', names.namespace],
      ['HelmChart', `${settings.systemNamespace}/${names.release}`],
      [
        'Database',
        `${names.databaseNamespace}/${names.databaseCluster}, PostgreSQL ${postgres.major}, ${spec.database.instances} × ${spec.database.storageSize}`,
      ],
      ['Backups', spec.database.backups.method],
      ['Certificate', `${names.tlsSecret} of ${spec.certificate.issuer}`],
      ['Owner', spec.owner],
      [
        'First password of admin@kasm.local',
        `key admin-password of Secret ${names.namespace}/${names.adminSecret}`,
      ],
    ],
  );
}

function preparation(
  spec: KasmDeploymentSpec,
  settings: DeploymentSettings,
): string[] {
  const { namespace, databaseNamespace } = deploymentNames(spec);
  return [
    ...[
      ...new Set([settings.systemNamespace, databaseNamespace, namespace]),
    ].map(name => shellLine('kubectl', 'create', 'namespace', name)),
    ...(spec.secrets.mode === 'generate' ? secretCommands(spec, settings) : []),
  ];
}

function afterwards(
  spec: KasmDeploymentSpec,
  { initialize }: DeploymentSettings,
): string[] {
  const { entryPoint, readTimeout, kind } = spec.ingress;
  return [
    '## Afterwards',
    ...(initialize
      ? [
          'As soon as Kasm answers, render the tree again with `initialize: false` and apply it: every upgrade of RKE2 runs Helm again, and with `true` the chart would initialise a database in use.',
        ]
      : []),
    `Traefik has to wait ${readTimeout} seconds for slow requests. It is shared, so its owner sets this argument:`,
    block([traefikTimeoutArgument(entryPoint, readTimeout)]),
    ...(kind === 'httpRoute'
      ? [
          'The listener of the Gateway has to serve a certificate of the address; the one made here is for Kasm itself.',
        ]
      : []),
  ];
}

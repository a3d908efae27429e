import { deploymentNames } from '../../spec/deploymentNames';
import type { DeploymentDescriptor } from '../../spec/descriptor';
import type { KasmDeploymentSpec } from '../../spec/KasmDeploymentSpec';
import { chartValues } from '../chartValues';
import { deploymentObjects, type DeploymentPart } from '../deploymentObjects';
import {
  DEFAULT_SETTINGS,
  type DeploymentSettings,
} from '../DeploymentSettings';
import { descriptorConfigMap } from '../descriptorConfigMap';
import type { Manifest } from '../Manifest';
import { kasmNamespace } from '../namespaces';
import { catalogInfo, mkdocs } from './catalogInfo';
import { docsPage } from './docsPage';
import type { RenderedFile } from './RenderedFile';
import { secretFile } from './secretFile';

const NO_BACKUPS = [
  'The database is not backed up: the spec says database.backups.method: none.',
  'Render again with the method plugin or snapshot to have a ScheduledBackup here.',
];

/**
 * A deployment as the files of the platform's repository, path → content. For the name `kasm` they are
 * the documented ones, `services/kasm/…`, and those that GitOps needs beside them. The objects are the
 * ones that creating applies. No file has a secret value.
 *
 * @public
 */
export function renderTree(
  spec: KasmDeploymentSpec,
  settings: DeploymentSettings = DEFAULT_SETTINGS,
): Record<string, RenderedFile> {
  const { release, databaseCluster } = deploymentNames(spec);
  const objects = deploymentObjects(spec, settings);
  const of = (part: DeploymentPart): Manifest[] =>
    objects.filter(each => each.part === part).map(each => each.manifest);
  const [cluster, backup] = split(
    of('database'),
    ({ kind }) => kind === 'Cluster',
  );
  const applied: Record<string, RenderedFile> = {
    'namespace.yaml': { documents: [kasmNamespace(spec)] },
    'networkpolicies.yaml': { documents: of('networkPolicies') },
    'postgres/secret.yaml': secretFile(spec, settings),
    [`postgres/${databaseCluster}-cluster.yaml`]: { documents: cluster },
    [`postgres/${databaseCluster}-scheduled-backup.yaml`]: {
      documents: backup,
      ...(backup.length === 0 && { comment: NO_BACKUPS }),
    },
    'certificate.yaml': { documents: of('certificate') },
    'helmchart.yaml': { documents: of('release') },
    [`${spec.ingress.kind.toLowerCase()}.yaml`]: { documents: of('route') },
    'descriptor.yaml': {
      documents: [
        descriptorConfigMap(
          treeDescriptor(spec, settings),
          settings.systemNamespace,
        ),
      ],
    },
  };
  const files: Record<string, RenderedFile> = {
    'kustomization.yaml': { documents: [kustomization(applied)] },
    ...withoutEmpty(applied),
    [`${release}-values.yaml`]: { documents: [chartValues(spec, settings)] },
    'catalog-info.yaml': { documents: [catalogInfo(spec)] },
    'mkdocs.yml': { documents: [mkdocs(spec)] },
    'docs/index.md': { text: docsPage(spec, settings) },
  };
  return Object.fromEntries(
    Object.entries(files).map(([path, file]) => [
      `services/${spec.name}/${path}`,
      file,
    ]),
  );
}

/**
 * The descriptor of a deployment that is delivered from a repository: the portal watches it, and
 * leaves changing it to whoever applies the repository.
 *
 * @public
 */
export function treeDescriptor(
  spec: KasmDeploymentSpec,
  { archiveServerName }: Pick<DeploymentSettings, 'archiveServerName'>,
): DeploymentDescriptor {
  return {
    version: 1,
    state: 'active',
    delivery: 'external',
    spec,
    ...(archiveServerName && { archiveServerName }),
    created: [],
  };
}

/** Only files that have an object: comments are for people. */
function kustomization(files: Record<string, RenderedFile>): object {
  return {
    apiVersion: 'kustomize.config.k8s.io/v1beta1',
    kind: 'Kustomization',
    resources: Object.entries(files)
      .filter(([, file]) => 'documents' in file && file.documents.length > 0)
      .map(([path]) => path),
  };
}

function withoutEmpty(
  files: Record<string, RenderedFile>,
): Record<string, RenderedFile> {
  return Object.fromEntries(
    Object.entries(files).filter(
      ([, file]) => 'text' in file || file.documents.length > 0 || file.comment,
    ),
  );
}

function split<T>(items: T[], first: (item: T) => boolean): [T[], T[]] {
  return [items.filter(first), items.filter(item => !first(item))];
}

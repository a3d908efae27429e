import type { TemplateAction } from '@backstage/plugin-scaffolder-node';
import type { JsonObject } from '@backstage/types';
import { kasmDeploymentCreatePermission } from '@kasm-portal/backstage-plugin-kasm-common';
import {
  kasmVersion,
  renderTree,
  treeDescriptor,
  versionWarnings,
  type DeploymentSettings,
} from '@kasm-portal/backstage-plugin-kasm-common/manifests';
import { deploymentNames } from '@kasm-portal/backstage-plugin-kasm-common/spec';
import type { ClusterConfig } from '@kasm-portal/backstage-plugin-kasm-node';
import { posix } from 'node:path';
import { refuseForeignOwner } from '../create/ownOwner';
import { archiveServerName } from '../preflight/archiveServerName';
import type { ActionServices } from '../run/ActionServices';
import { kasmAction, type Started } from '../run/kasmAction';
import { withinBounds } from '../run/withinBounds';
import { refusing } from '../run/withoutStack';
import { keptArchiveName } from './keptArchiveName';
import { examples } from './renderDeploymentAction.examples';
import {
  parseRenderInput,
  renderInputJsonSchema,
  type RenderInput,
} from './renderInput';
import { renderOutputJsonSchema } from './renderOutputs';
import { writeTree } from './writeTree';

/**
 * `kasm:deployment:render`: the files of a deployment for a repository. It asks no cluster and needs no
 * writer. A dry run writes them too, because the task's folder is all it touches.
 */
export function renderDeploymentAction(
  services: ActionServices,
): TemplateAction {
  return kasmAction(services, {
    id: 'kasm:deployment:render',
    description:
      'Writes the manifests of a Kasm Workspaces deployment into the workspace, for a repository that is applied by GitOps or by hand',
    examples,
    input: renderInputJsonSchema,
    output: renderOutputJsonSchema,
    parse: parseRenderInput,
    needs: () => [
      {
        permission: kasmDeploymentCreatePermission,
        what: 'create Kasm deployments',
      },
    ],
    target: ({ spec }) => deploymentNames(spec).ref,
    run: (started, asked) => render(started, asked),
  });
}

async function render(
  started: Started,
  asked: RenderInput,
): Promise<JsonObject> {
  const { spec, targetPath } = asked;
  const { progress, workspacePath } = started;
  const names = deploymentNames(spec);
  const cluster = refusing(() => withinBounds(started.config, spec, names));
  await refuseForeignOwner(started.services, started.credentials, spec.owner);
  const folder = posix.join(targetPath, 'services', spec.name);
  const now = started.services.now?.() ?? new Date();
  const settings: DeploymentSettings = {
    ...settingsOf(cluster, asked),
    ...(spec.database.backups.method === 'plugin' && {
      archiveServerName:
        (await keptArchiveName(
          workspacePath,
          posix.join(folder, 'descriptor.yaml'),
        )) ??
        (await started.once(
          'archiveServerName',
          () => archiveServerName({ spec, names, now: () => now }) ?? '',
        )),
    }),
  };
  const warnings = warningsOf(asked, now);
  warnings.forEach(warning => progress.warn(warning));
  const files = await writeTree(renderTree(spec, settings), {
    workspacePath,
    targetPath,
    signal: started.signal,
  });
  files.forEach(file => progress.line(`${file} written`));
  progress.line(
    `${names.ref}: ${files.length} files in ${folder}. Start with docs/index.md there; no password is in any of them`,
  );
  started.output('ref', names.ref);
  started.output('folder', folder);
  started.output('files', files);
  started.output(
    'descriptor',
    JSON.parse(JSON.stringify(treeDescriptor(spec, settings))),
  );
  started.output('warnings', warnings);
  return { files: files.length };
}

/** What the configuration decides, and what was said of the cluster. */
function settingsOf(
  cluster: ClusterConfig,
  { initialize, known }: RenderInput,
): DeploymentSettings {
  const { nginxResolver, forceConflicts, ...rest } = known;
  return {
    systemNamespace: cluster.systemNamespace,
    operatorNamespace: cluster.operatorNamespace,
    ingressNamespace: cluster.ingress.namespace,
    ...cluster.helm,
    ...(cluster.images.registry && { imageRegistry: cluster.images.registry }),
    initialize,
    ...rest,
    ...(forceConflicts && { forceConflicts }),
    ...(nginxResolver && { nginxResolver }),
  };
}

function warningsOf({ spec, known }: RenderInput, now: Date): string[] {
  const version = kasmVersion(spec.kasmVersion);
  const { backups, instances } = spec.database;
  return [
    ...versionWarnings(version, now),
    ...(version.values.nginxResolver && !known.nginxResolver
      ? [
          `Kasm ${version.kasm} has to be told the address of the cluster's DNS on RKE2 (known.nginxResolver), or sessions end in 502: see kubectl -n kube-system get service rke2-coredns-rke2-coredns`,
        ]
      : []),
    ...(spec.agents.pool
      ? [
          'Agents are not among the files: their first start needs a secret of Kasm. Add them when it runs',
        ]
      : []),
    ...(backups.method === 'none' ? ['The database is not backed up'] : []),
    ...(backups.method === 'snapshot'
      ? [
          `Backups are copies on the same storage, without recovery to a point in time${
            instances === 1
              ? '; with a single instance the database stops while one is taken'
              : ''
          }`,
        ]
      : []),
  ];
}

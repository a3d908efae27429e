import type {
  CreatedObject,
  DeploymentDescriptor,
  DeploymentNames,
} from '@kasm-portal/backstage-plugin-kasm-common/spec';
import {
  inRemovalOrder,
  removalPart,
  type RemovalPart,
} from '../removal/removalPart';

/** What one task made of a deployment, and what of it goes. */
export interface RollbackPlan {
  /** In this order. */
  entries: Record<
    'route' | 'release' | 'rest' | 'data' | 'namespace',
    CreatedObject[]
  >;
  /** Of the data: it stays, because it is somebody's. */
  keepsData: boolean;
  /**
   * The release was there before the portal, which was about to take it over: its HelmChart stays,
   * because with it Kasm would go.
   */
  keepsRelease: boolean;
  /** Entries of other tasks. */
  others: CreatedObject[];
}

/**
 * The data stays when there is a database, unless it is this task's and to go. Where there is none,
 * passwords and places of backups are nobody's data.
 */
export function rollbackPlan(
  { created, state, externalManager }: DeploymentDescriptor,
  names: DeploymentNames,
  systemNamespace: string,
  {
    task,
    deleteData,
    hasDatabase,
  }: { task: string; deleteData: boolean; hasDatabase: boolean },
): RollbackPlan {
  const own = inRemovalOrder(created.filter(entry => entry.task === task));
  const of = (part: RemovalPart) =>
    own.filter(entry => removalPart(entry, names, systemNamespace) === part);
  const madeDatabase = own.some(({ kind }) => kind === 'Cluster');
  return {
    entries: {
      route: of('route'),
      release: of('release'),
      rest: of('rest'),
      data: of('data'),
      namespace: of('namespace'),
    },
    keepsRelease: state === 'creating' && externalManager !== undefined,
    keepsData: hasDatabase && !(deleteData && madeDatabase),
    others: created.filter(
      entry =>
        // the system namespace belongs to no deployment, whoever met it first
        !(entry.kind === 'Namespace' && entry.name === systemNamespace) &&
        (entry.task !== task ||
          removalPart(entry, names, systemNamespace) === 'elsewhere'),
    ),
  };
}

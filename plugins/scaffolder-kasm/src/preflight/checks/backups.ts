import {
  resources,
  type KubeObject,
} from '@kasm-portal/backstage-plugin-kasm-node';
import { archiveServerName } from '../archiveServerName';
import type { CheckGroup, Found } from '../CheckGroup';
import { itemsOf, type Seen } from '../Looks';
import { descriptorsSeen } from '../descriptors';
import { ownDescriptor } from '../claims';
import { about, type PreflightCheck } from '../PreflightCheck';

const GROUP = 'barmancloud.cnpg.io/v1';
const PLUGIN = 'barman-cloud.cloudnative-pg.io';

interface Store extends KubeObject {
  spec?: { configuration?: { destinationPath?: string } };
}

interface Database extends KubeObject {
  spec?: {
    plugins?: Array<{
      parameters?: { barmanObjectName?: string; serverName?: string };
    }>;
  };
}

/** Whether the database can be backed up as asked, into an archive that is empty. */
export const backups: CheckGroup = async looking => {
  const { run, looks } = looking;
  const { spec, names, cluster } = run;
  const asked = spec.database.backups;
  if (asked.method !== 'plugin') {
    return { checks: [judgeMethod(asked.method)] };
  }
  const place = { namespace: names.databaseNamespace };
  const [served, services, stores, databases, descriptors] = await Promise.all([
    looks.serves(GROUP),
    looks.list(resources.services, {
      namespace: cluster.operatorNamespace,
      labelSelector: `cnpg.io/pluginName=${PLUGIN}`,
    }),
    looks.list<Store>(resources.objectStores, place),
    looks.list<Database>(resources.databaseClusters, place),
    descriptorsSeen(looking),
  ]);
  const serverName = archiveServerName(
    run,
    ownDescriptor(run, itemsOf(descriptors)).descriptor,
  );
  const found: Found = {
    checks: [
      judgePlugin(served, services, cluster.operatorNamespace),
      judgeArchive({
        stores,
        databases,
        own: names.databaseCluster,
        path: asked.destinationPath,
        serverName: serverName ?? names.databaseCluster,
      }),
    ],
    facts: { archiveServerName: serverName },
  };
  return found;
};

function judgeMethod(method: 'none' | 'snapshot'): PreflightCheck {
  const check = about('backups', 'Backups');
  return method === 'none'
    ? check.warn(
        'the database is not backed up: what is lost stays lost',
        'give a bucket (database.backups.method plugin), or make volume snapshots',
      )
    : check.skipped('by volume snapshots; see the snapshot class');
}

/** @internal */
export function judgePlugin(
  served: Seen<string[]>,
  services: Seen<KubeObject[]>,
  namespace: string,
): PreflightCheck {
  const check = about('barman-plugin', 'Barman Cloud plugin');
  if (served.state === 'hidden') {
    return check.unknown(served.detail, served.remedy);
  }
  if (served.state === 'absent' || !served.value.includes('objectstores')) {
    return check.fail(
      `the Barman Cloud plugin that backups need is not installed (${GROUP})`,
      `have it installed in ${namespace}, or choose another method of backup`,
    );
  }
  if (services.state === 'hidden') {
    return check.unknown(
      `its definitions are there; of its Service ${services.detail}`,
      services.remedy,
    );
  }
  return itemsOf(services).length > 0
    ? check.pass(`runs in ${namespace}`)
    : check.fail(
        `the Barman Cloud plugin has no Service in ${namespace}, where the operator looks for it (label cnpg.io/pluginName=${PLUGIN})`,
        `have the plugin installed in ${namespace}, beside the operator`,
      );
}

/** @internal */
export function judgeArchive({
  stores,
  databases,
  own,
  path,
  serverName,
}: {
  stores: Seen<Store[]>;
  databases: Seen<Database[]>;
  own: string;
  path: string;
  serverName: string;
}): PreflightCheck {
  const check = about('archive-path-unused', 'Archive');
  const hidden = [stores, databases].find(({ state }) => state === 'hidden');
  if (hidden?.state === 'hidden') {
    return check.unknown(hidden.detail, hidden.remedy);
  }
  const sharing = new Set(
    itemsOf(stores)
      .filter(({ spec }) => spec?.configuration?.destinationPath === path)
      .map(({ metadata }) => metadata.name),
  );
  const other = itemsOf(databases).find(
    ({ metadata, spec }) =>
      metadata.name !== own &&
      spec?.plugins?.some(
        ({ parameters }) =>
          sharing.has(parameters?.barmanObjectName ?? '') &&
          (parameters?.serverName ?? metadata.name) === serverName,
      ),
  );
  return other
    ? check.fail(
        `database ${other.metadata.name} archives to ${path} as ${serverName} too: the second one never starts ("Expected empty archive")`,
        'choose another destinationPath',
      )
    : check.pass(`${path} as ${serverName}`);
}

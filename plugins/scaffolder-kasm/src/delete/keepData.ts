import type {
  CreatedObject,
  DeploymentDescriptor,
} from '@kasm-portal/backstage-plugin-kasm-common/spec';
import { resources } from '@kasm-portal/backstage-plugin-kasm-node';
import { releaseSecretName } from '../removal/derivedSecrets';
import { ownershipOf } from '../removal/ownership';
import { removalPart, inRemovalOrder } from '../removal/removalPart';
import { removalResource } from '../removal/removalResource';
import { lookAt, type Removing } from '../removal/removeObject';
import { isKubeError } from '../run/StepFailure';

const WHY: Record<string, string> = {
  Cluster: 'is the database, which goes on running',
  Secret: 'has a login of the database',
  ObjectStore: 'says where the database is archived',
  ScheduledBackup: 'belongs to the database, and takes no more backups',
  Backup: 'is the record of a backup',
  Namespace: 'has the database or its Secrets in it',
};

/**
 * Tells what stays with the database, so that the same name can be created again around it.
 *
 * @returns entries of the descriptor for what is still there
 */
export async function keepData(
  run: Removing,
  { created }: DeploymentDescriptor,
): Promise<CreatedObject[]> {
  const stays: CreatedObject[] = [];
  for (const entry of inRemovalOrder(created)) {
    const part = removalPart(entry, run.names, run.cluster.systemNamespace);
    if (part === 'elsewhere') {
      stays.push(entry);
    } else if (
      (part === 'data' || part === 'namespace') &&
      (await isStillOurs(run, entry))
    ) {
      stays.push(entry);
      run.report.kept(entry, WHY[entry.kind] ?? 'belongs to the database');
    }
  }
  await tellOfReleaseSecret(run);
  run.report.kept(
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      namespace: run.cluster.systemNamespace,
      name: run.names.descriptor,
    },
    'is the descriptor, by which the portal knows all this',
  );
  return stays;
}

async function isStillOurs(
  run: Removing,
  entry: CreatedObject,
): Promise<boolean> {
  const resource = removalResource(entry);
  if (!resource) {
    return false;
  }
  try {
    const live = await lookAt(run, resource, entry);
    return ownershipOf(entry, live, run.spec.name).is === 'ours';
  } catch (error) {
    if (isKubeError(error, 'forbidden')) {
      return true;
    }
    throw error;
  }
}

/** The chart keeps it by its annotation; without its tokens the database is of no use. */
async function tellOfReleaseSecret(run: Removing): Promise<void> {
  const secret = releaseSecretName(run);
  const there = await lookAt(run, resources.secrets, secret).catch(error => {
    if (isKubeError(error, 'forbidden')) {
      return true;
    }
    throw error;
  });
  if (there) {
    run.report.kept(
      secret,
      "has Kasm's tokens and first passwords, which the database knows",
    );
  }
}

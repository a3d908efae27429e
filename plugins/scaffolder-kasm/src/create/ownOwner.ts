import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { NotAllowedError } from '@backstage/errors';
import type { ActionServices } from '../run/ActionServices';
import { reasonOf } from '../run/StepFailure';
import { withoutStack } from '../run/withoutStack';

/**
 * Rights follow from who owns a deployment, so people give them only to owners that they belong to,
 * unless the configuration lets them choose (`kasm.owners: any`).
 *
 * @throws NotAllowedError in one sentence
 */
export async function refuseForeignOwner(
  { config, userInfo }: Pick<ActionServices, 'config' | 'userInfo'>,
  credentials: BackstageCredentials,
  owner: string,
): Promise<void> {
  if (config?.owners === 'any') {
    return;
  }
  const mine = (await ownRefs(userInfo, credentials)).map(ref =>
    stringifyEntityRef(parseEntityRef(ref)),
  );
  if (!mine.includes(stringifyEntityRef(parseEntityRef(owner)))) {
    throw withoutStack(
      new NotAllowedError(
        `owner: you do not belong to ${owner}, and here deployments are given to one's own groups only (kasm.owners); choose one of ${
          mine.join(', ') || 'your groups, of which the portal knows none'
        }`,
      ),
    );
  }
}

async function ownRefs(
  userInfo: ActionServices['userInfo'],
  credentials: BackstageCredentials,
): Promise<string[]> {
  try {
    return (
      (await userInfo?.getUserInfo(credentials))?.ownershipEntityRefs ?? []
    );
  } catch (error) {
    throw withoutStack(
      new NotAllowedError(
        `owner: whose groups you belong to could not be looked up (${reasonOf(
          error,
        )}); sign in again and start it once more`,
      ),
    );
  }
}

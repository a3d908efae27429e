import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { KnownDeployment } from '../descriptors/KnownDeployment';
import type { DeploymentAccess } from '../permissions/DeploymentAccess';
import type { Observatory } from './Observatory';
import { notVisible } from './refusals';
import type { StoredStatus } from './StatusStore';

/** A deployment that the caller may see. */
export interface Visible {
  known: KnownDeployment;
  stored: StoredStatus;
}

/**
 * What a caller may see, the same for the routes and for the actions.
 *
 * @internal
 */
export class VisibleDeployments {
  constructor(
    private readonly observatory: Observatory,
    private readonly access: DeploymentAccess,
  ) {}

  /** Ordered by ref. */
  async all(credentials: BackstageCredentials): Promise<Visible[]> {
    const mayRead = await this.access.mayRead(credentials);
    return this.observatory.statuses.all().flatMap(stored => {
      const known = this.observatory.deployment(stored.item.ref);
      return known && mayRead(known.facts) ? { known, stored } : [];
    });
  }

  /** @throws the same error for what is unknown and for what is forbidden */
  async one(credentials: BackstageCredentials, ref: string): Promise<Visible> {
    // Asked for unknown deployments too, so that time tells nothing either.
    const mayRead = await this.access.mayRead(credentials);
    const known = this.observatory.deployment(ref);
    const stored = this.observatory.statuses.get(ref);
    if (!known || !stored || !mayRead(known.facts)) {
      throw notVisible();
    }
    return { known, stored };
  }
}

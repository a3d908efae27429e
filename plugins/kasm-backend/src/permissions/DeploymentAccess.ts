import type {
  BackstageCredentials,
  PermissionsRegistryService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { createConditionAuthorizer } from '@backstage/plugin-permission-node';
import { kasmDeploymentReadPermission } from '@kasm-portal/backstage-plugin-kasm-common';
import {
  AuthorizeResult,
  type BasicPermission,
  type ResourcePermission,
} from '@backstage/plugin-permission-common';
import type { DeploymentFacts } from '../observation/Observation';
import { DecisionCache } from './DecisionCache';
import {
  fullRef,
  kasmDeploymentResourceRef,
  type KasmDeploymentResource,
} from './deploymentRules';

/** Whether one deployment may be used in the way that was asked about. */
export type Allows = (facts: DeploymentFacts) => boolean;

/**
 * Asks the permission framework once per request and applies its conditions in memory, with the
 * caller's own credentials. Services are allowed by the framework itself.
 *
 * @internal
 */
export class DeploymentAccess {
  private readonly applies: ReturnType<
    typeof createConditionAuthorizer<KasmDeploymentResource>
  >;

  private readonly cache: DecisionCache;

  constructor(
    private readonly permissions: PermissionsService,
    registry: PermissionsRegistryService,
    options: { cacheSeconds?: number } = {},
  ) {
    this.cache = new DecisionCache(options.cacheSeconds ?? 0);
    this.applies = createConditionAuthorizer(
      registry.getPermissionRuleset(kasmDeploymentResourceRef),
    );
  }

  /** One answer per permission, in their order. */
  async of(
    credentials: BackstageCredentials,
    permissions: ResourcePermission[],
  ): Promise<Allows[]> {
    const decisions = await this.permissions.authorizeConditional(
      permissions.map(permission => ({ permission })),
      { credentials },
    );
    return decisions.map(
      decision => facts => this.applies(decision, deploymentResource(facts)),
    );
  }

  /**
   * Whether deployments may be seen, which an open page asks again and again: the one answer that may
   * be remembered for a while.
   */
  async mayRead(credentials: BackstageCredentials): Promise<Allows> {
    const decision = await this.cache.decide(
      credentials,
      kasmDeploymentReadPermission.name,
      async () => {
        const [decided] = await this.permissions.authorizeConditional(
          [{ permission: kasmDeploymentReadPermission }],
          { credentials },
        );
        return decided;
      },
    );
    return facts => this.applies(decision, deploymentResource(facts));
  }

  /** Whether something may be done that belongs to no deployment. */
  async may(
    credentials: BackstageCredentials,
    permission: BasicPermission,
  ): Promise<boolean> {
    const [decision] = await this.permissions.authorize([{ permission }], {
      credentials,
    });
    return decision.result === AuthorizeResult.ALLOW;
  }
}

/** @internal */
export function deploymentResource(
  facts: DeploymentFacts,
): KasmDeploymentResource {
  return {
    ref: `${facts.cluster}/${facts.name}`,
    cluster: facts.cluster,
    owner: fullRef(facts.owner),
  };
}

import { KASM_DEPLOYMENT_RESOURCE_TYPE } from '@kasm-portal/backstage-plugin-kasm-common';
import {
  createConditionExports,
  createPermissionResourceRef,
  createPermissionRule,
} from '@backstage/plugin-permission-node';
import * as z from 'zod';

/**
 * What a permission decision may depend on. All of it is from the descriptor or the configuration,
 * never from a catalog entity.
 *
 * @public
 */
export interface KasmDeploymentResource {
  /** `<cluster>/<name>`. */
  ref: string;
  cluster: string;
  /** Full entity reference. */
  owner: string;
}

/** @public */
export type KasmDeploymentFilter = {
  key: 'ref' | 'cluster' | 'owner';
  values: string[];
};

/** @public */
export const kasmDeploymentResourceRef = createPermissionResourceRef<
  KasmDeploymentResource,
  KasmDeploymentFilter
>().with({
  pluginId: 'kasm',
  resourceType: KASM_DEPLOYMENT_RESOURCE_TYPE,
});

const isOwner = createPermissionRule({
  name: 'IS_OWNER',
  description: 'Allow deployments whose owner is one of these entities',
  resourceRef: kasmDeploymentResourceRef,
  paramsSchema: z.object({
    claims: z
      .array(z.string())
      .describe('Entity references, such as the ownership claims of the user'),
  }),
  apply: ({ owner }, { claims }) => claims.map(fullRef).includes(owner),
  toQuery: ({ claims }) => ({ key: 'owner', values: claims.map(fullRef) }),
});

const hasId = createPermissionRule({
  name: 'HAS_ID',
  description: 'Allow these deployments',
  resourceRef: kasmDeploymentResourceRef,
  paramsSchema: z.object({
    ids: z.array(z.string()).describe('Of the form <cluster>/<name>'),
  }),
  apply: ({ ref }, { ids }) => ids.includes(ref),
  toQuery: ({ ids }) => ({ key: 'ref', values: ids }),
});

const inCluster = createPermissionRule({
  name: 'IN_CLUSTER',
  description: 'Allow deployments on one of these clusters',
  resourceRef: kasmDeploymentResourceRef,
  paramsSchema: z.object({
    clusters: z.array(z.string()).describe('Names in kasm.clusters'),
  }),
  apply: ({ cluster }, { clusters }) => clusters.includes(cluster),
  toQuery: ({ clusters }) => ({ key: 'cluster', values: clusters }),
});

/**
 * `group:team` → `group:default/team`, in lower case: descriptors may leave the namespace out.
 *
 * @internal
 */
export function fullRef(ref: string): string {
  const [kind, rest = ''] = ref.toLowerCase().split(':');
  return rest.includes('/') ? `${kind}:${rest}` : `${kind}:default/${rest}`;
}

/** @internal */
export const deploymentRules = { isOwner, hasId, inCluster };

const { conditions, createConditionalDecision } = createConditionExports({
  resourceRef: kasmDeploymentResourceRef,
  rules: deploymentRules,
});

/**
 * Conditions for permission policies: `isOwner({ claims })`, `hasId({ ids })`,
 * `inCluster({ clusters })`.
 *
 * @public
 */
export const kasmDeploymentConditions = conditions;

/**
 * For permission policies: a decision on a `kasm-deployment` permission that depends on
 * {@link kasmDeploymentConditions}.
 *
 * @public
 */
export const createKasmDeploymentConditionalDecision =
  createConditionalDecision;

import { createPermission } from '@backstage/plugin-permission-common';

/**
 * Resource type of conditional decisions on one deployment.
 *
 * @public
 */
export const KASM_DEPLOYMENT_RESOURCE_TYPE = 'kasm-deployment';

/** @public */
export const kasmDeploymentReadPermission = createPermission({
  name: 'kasm.deployment.read',
  attributes: { action: 'read' },
  resourceType: KASM_DEPLOYMENT_RESOURCE_TYPE,
});

/**
 * Basic, since no deployment exists yet that a condition could be applied to.
 *
 * @public
 */
export const kasmDeploymentCreatePermission = createPermission({
  name: 'kasm.deployment.create',
  attributes: { action: 'create' },
});

/** @public */
export const kasmDeploymentUpdatePermission = createPermission({
  name: 'kasm.deployment.update',
  attributes: { action: 'update' },
  resourceType: KASM_DEPLOYMENT_RESOURCE_TYPE,
});

/** @public */
export const kasmDeploymentDeletePermission = createPermission({
  name: 'kasm.deployment.delete',
  attributes: { action: 'delete' },
  resourceType: KASM_DEPLOYMENT_RESOURCE_TYPE,
});

/** @public */
export const kasmLogsReadPermission = createPermission({
  name: 'kasm.logs.read',
  attributes: { action: 'read' },
  resourceType: KASM_DEPLOYMENT_RESOURCE_TYPE,
});

/**
 * See who uses the sessions of a deployment, and from where.
 *
 * @public
 */
export const kasmSessionsDetailsPermission = createPermission({
  name: 'kasm.sessions.details',
  attributes: { action: 'read' },
  resourceType: KASM_DEPLOYMENT_RESOURCE_TYPE,
});

/**
 * Add agent VMs to a deployment.
 *
 * @public
 */
export const kasmAgentsCreatePermission = createPermission({
  name: 'kasm.agents.create',
  attributes: { action: 'create' },
  resourceType: KASM_DEPLOYMENT_RESOURCE_TYPE,
});

/**
 * Drain and remove agent VMs of a deployment.
 *
 * @public
 */
export const kasmAgentsDeletePermission = createPermission({
  name: 'kasm.agents.delete',
  attributes: { action: 'delete' },
  resourceType: KASM_DEPLOYMENT_RESOURCE_TYPE,
});

/**
 * Raise Traefik's timeouts, which everything behind the same entry point shares.
 *
 * @public
 */
export const kasmTraefikUpdatePermission = createPermission({
  name: 'kasm.traefik.update',
  attributes: { action: 'update' },
});

/** @public */
export const kasmPermissions = [
  kasmDeploymentReadPermission,
  kasmDeploymentCreatePermission,
  kasmDeploymentUpdatePermission,
  kasmDeploymentDeletePermission,
  kasmLogsReadPermission,
  kasmSessionsDetailsPermission,
  kasmAgentsCreatePermission,
  kasmAgentsDeletePermission,
  kasmTraefikUpdatePermission,
];

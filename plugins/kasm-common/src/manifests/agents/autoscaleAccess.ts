import { deploymentLabels } from '../labels';
import type { Manifest } from '../Manifest';

const GROUP = 'rbac.authorization.k8s.io';

/**
 * Name of the account with which a deployment's Kasm makes VMs, and of what goes with it.
 *
 * @public
 */
export function autoscaleAccountName(deployment: string): string {
  return `${deployment}-autoscale`;
}

/**
 * Secret in which Kubernetes puts that account's token, under the key `token`.
 *
 * @public
 */
export function autoscaleTokenName(deployment: string): string {
  return `${autoscaleAccountName(deployment)}-token`;
}

const VERBS = ['get', 'list', 'watch', 'create', 'patch', 'delete'];

/**
 * What Kasm's provider does in its namespace, and nothing else.
 *
 * @public
 */
export const AUTOSCALE_RULES = [
  {
    apiGroups: ['kubevirt.io'],
    resources: ['virtualmachines', 'virtualmachineinstances'],
    verbs: VERBS,
  },
  {
    apiGroups: [''],
    resources: ['persistentvolumeclaims', 'secrets'],
    verbs: VERBS,
  },
  {
    apiGroups: ['harvesterhci.io'],
    resources: ['virtualmachineimages'],
    verbs: ['get', 'list'],
  },
];

/**
 * An account for Kasm's own autoscaling, bound to one namespace, in the order of applying. It stands in
 * for the administrator's kubeconfig. The Secret has no value: Kubernetes fills it.
 *
 * @public
 */
export function autoscaleAccess(
  deployment: string,
  namespace: string,
): Manifest[] {
  const name = autoscaleAccountName(deployment);
  const metadata = { name, namespace, labels: deploymentLabels(deployment) };
  return [
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata },
    {
      apiVersion: `${GROUP}/v1`,
      kind: 'Role',
      metadata,
      rules: AUTOSCALE_RULES,
    },
    {
      apiVersion: `${GROUP}/v1`,
      kind: 'RoleBinding',
      metadata,
      roleRef: { apiGroup: GROUP, kind: 'Role', name },
      subjects: [{ kind: 'ServiceAccount', name, namespace }],
    },
    {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: {
        ...metadata,
        name: autoscaleTokenName(deployment),
        annotations: { 'kubernetes.io/service-account.name': name },
      },
      type: 'kubernetes.io/service-account-token',
    },
  ];
}

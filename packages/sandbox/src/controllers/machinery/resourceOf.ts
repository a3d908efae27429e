import type { NewObject, StoredObject } from '../../apiserver/ClusterStore';

/** Kinds that the charts and operators of the sandbox write. */
const plurals: Record<string, string> = {
  Certificate: 'certificates',
  ClusterRole: 'clusterroles',
  ClusterRoleBinding: 'clusterrolebindings',
  ConfigMap: 'configmaps',
  CronJob: 'cronjobs',
  DaemonSet: 'daemonsets',
  Deployment: 'deployments',
  Ingress: 'ingresses',
  IngressClass: 'ingressclasses',
  Job: 'jobs',
  Namespace: 'namespaces',
  PersistentVolumeClaim: 'persistentvolumeclaims',
  PodDisruptionBudget: 'poddisruptionbudgets',
  Secret: 'secrets',
  Service: 'services',
  ServiceAccount: 'serviceaccounts',
  StatefulSet: 'statefulsets',
};

/** The resource name of an object: `deployments.apps`. Throws for kinds that no chart here writes. */
export function resourceOf(
  object: Pick<NewObject | StoredObject, 'apiVersion' | 'kind'>,
): string {
  const plural = plurals[object.kind];
  if (!plural) {
    throw new Error(
      `The sandbox's charts do not write objects of kind ${object.kind}.`,
    );
  }
  const slash = object.apiVersion.indexOf('/');
  return slash < 0 ? plural : `${plural}.${object.apiVersion.slice(0, slash)}`;
}

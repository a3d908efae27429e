import type { StoredObject } from '../ClusterStore';
import { definitionCauses } from '../resources/checkDefinition';
import { DEFINITIONS } from '../resources/definitions';
import type { ResourceKind } from '../resources/ResourceKind';
import { checkCode } from '../schemas/builtIn/checkCode';
import { schemaOf } from '../schemas/schemaOf';
import { invalid } from '../StatusError';
import type { Causes } from './validation/causes';
import { configMapCauses, secretCauses } from './validation/dataObjects';
import { disruptionBudgetCauses } from './validation/disruptionBudgets';
import { ingressCauses } from './validation/ingresses';
import { cronJobCauses, jobCauses } from './validation/jobs';
import { metadataCauses } from './validation/metadata';
import { generateNameCauses, objectNameCauses } from './validation/names';
import { networkPolicyCauses } from './validation/networkPolicies';
import { podCauses } from './validation/pods';
import { serviceCauses } from './validation/services';
import { claimCauses, storageClassCauses } from './validation/storage';
import {
  daemonSetCauses,
  deploymentCauses,
  replicaSetCauses,
  statefulSetCauses,
} from './validation/workloads';

type Check = (object: StoredObject, before: StoredObject | undefined) => Causes;

/** What is wrong with an object of a kind beyond its schema. */
const CHECKS: Record<string, Check> = {
  configmaps: configMapCauses,
  persistentvolumeclaims: claimCauses,
  pods: podCauses,
  secrets: secretCauses,
  services: serviceCauses,
  [DEFINITIONS]: definitionCauses,
  'cronjobs.batch': cronJobCauses,
  'daemonsets.apps': daemonSetCauses,
  'deployments.apps': deploymentCauses,
  'ingresses.networking.k8s.io': ingressCauses,
  'jobs.batch': jobCauses,
  'networkpolicies.networking.k8s.io': networkPolicyCauses,
  'poddisruptionbudgets.policy': disruptionBudgetCauses,
  'replicasets.apps': replicaSetCauses,
  'statefulsets.apps': statefulSetCauses,
  'storageclasses.storage.k8s.io': storageClassCauses,
};

/** Kinds whose spec is always there for a server, though a client may leave it out. */
const WITH_SPEC = Object.keys(CHECKS).filter(
  resource =>
    ![
      'configmaps',
      'secrets',
      'storageclasses.storage.k8s.io',
      DEFINITIONS,
    ].includes(resource),
);

/** Puts an empty spec where a server sees one. Changes the object. */
export function completeSpec(kind: ResourceKind, object: StoredObject): void {
  if (WITH_SPEC.includes(kind.resource)) {
    object.spec ??= {};
  }
}

/** Refuses, with 422, what a real server refuses of an object beyond the types of its fields. */
export function validate(
  kind: ResourceKind,
  object: StoredObject,
  before: StoredObject | undefined,
  subresource?: string,
): void {
  const { name, generateName } = object.metadata;
  const schema = kind.custom ? undefined : schemaOf(kind);
  const causes = [
    ...(before
      ? []
      : [
          ...generateNameCauses(kind, generateName as string | undefined),
          ...objectNameCauses(kind, name),
        ]),
    ...metadataCauses(object, kind.custom),
    ...(schema && subresource !== 'status' ? checkCode(schema, object) : []),
    ...(subresource === 'status'
      ? []
      : CHECKS[kind.resource]?.(object, before) ?? []),
  ];
  if (causes.length > 0) {
    throw invalid(kind, name ?? '', causes);
  }
}

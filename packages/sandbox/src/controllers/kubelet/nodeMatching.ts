import type { StoredObject } from '../../apiserver/ClusterStore';

interface Requirement {
  key: string;
  operator: string;
  values?: string[];
}

function meets(
  labels: Record<string, string>,
  { key, operator, values = [] }: Requirement,
): boolean {
  const value = labels[key];
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    case 'Gt':
      return Number(value) > Number(values[0]);
    case 'Lt':
      return Number(value) < Number(values[0]);
    default:
      return false;
  }
}

/** Whether labels meet a selector with `matchLabels` and `matchExpressions`. */
export function meetsSelector(
  labels: Record<string, string> = {},
  selector: any = {},
): boolean {
  return (
    Object.entries<string>(selector.matchLabels ?? {}).every(
      ([key, value]) => labels[key] === value,
    ) &&
    (selector.matchExpressions ?? []).every((each: Requirement) =>
      meets(labels, each),
    )
  );
}

/** Whether a node meets one term of a node affinity. */
export function meetsTerm(node: StoredObject, term: any = {}): boolean {
  const expressions: Requirement[] = term.matchExpressions ?? [];
  const fields: Requirement[] = term.matchFields ?? [];
  return (
    expressions.length + fields.length > 0 &&
    expressions.every(each => meets(node.metadata.labels ?? {}, each)) &&
    fields.every(each => meets({ 'metadata.name': node.metadata.name }, each))
  );
}

/** Whether a node has what a pod's node selector and required node affinity ask for. */
export function meetsNodeAffinity(
  node: StoredObject,
  spec: any,
  affinity = spec?.affinity?.nodeAffinity,
): boolean {
  const { labels = {} } = node.metadata;
  const terms =
    affinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms;
  return (
    Object.entries(spec?.nodeSelector ?? {}).every(
      ([label, value]) => labels[label] === value,
    ) &&
    (!terms || terms.some((term: any) => meetsTerm(node, term)))
  );
}

/** A taint as a node has it. */
export interface Taint {
  key: string;
  value?: string;
  effect: string;
  timeAdded?: string;
}

/** Whether a toleration covers a taint. */
export function tolerates(toleration: any, taint: Taint): boolean {
  return (
    (!toleration.effect || toleration.effect === taint.effect) &&
    (!toleration.key
      ? toleration.operator === 'Exists'
      : toleration.key === taint.key &&
        (toleration.operator === 'Exists' ||
          (toleration.value ?? '') === (taint.value ?? '')))
  );
}

/** The first taint of a node, of these effects, that a pod does not tolerate. */
export function untolerated(
  node: StoredObject,
  spec: any,
  effects = ['NoSchedule', 'NoExecute'],
): Taint | undefined {
  return ((node.spec?.taints ?? []) as Taint[]).find(
    taint =>
      effects.includes(taint.effect) &&
      !(spec?.tolerations ?? []).some((each: any) => tolerates(each, taint)),
  );
}

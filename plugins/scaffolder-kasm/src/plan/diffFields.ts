import { isDeepStrictEqual } from 'node:util';
import { parse } from 'yaml';

/** One field that differs. `undefined` is a field that is not there. */
export interface FieldChange {
  /** `spec.instances`, `metadata.labels["kasm-portal/deployment"]`. */
  path: string;
  before?: unknown;
  after?: unknown;
}

/** What the server writes by itself, and what counts only for it. */
const COUNTED = [
  'managedFields',
  'resourceVersion',
  'generation',
  'uid',
  'creationTimestamp',
  'selfLink',
];

/** Fields whose text is a document of its own, which is compared field by field. */
const DOCUMENTS = /^(spec\.valuesContent|data\["descriptor\.json"\])$/;

/** Shown instead of a value that nobody may see. */
export const HIDDEN = '(not shown)';

interface Kubernetes {
  kind?: string;
  metadata?: object;
  [field: string]: unknown;
}

/**
 * What differs between an object as it is stored and as a dry run says it would be. Texts that hold
 * values or a descriptor are compared as what they mean; of a Secret only the keys are named.
 */
export function diffFields(
  before: Kubernetes,
  after: Kubernetes,
): FieldChange[] {
  const changes: FieldChange[] = [];
  compare(visible(before), visible(after), '', changes);
  const secret = (before.kind ?? after.kind) === 'Secret';
  return secret ? changes.map(withoutValues) : changes;
}

/** Everything but what the server counts, and the status, which nobody plans. */
function visible(object: Kubernetes): unknown {
  const { status: _, metadata, ...rest } = object;
  const kept = Object.fromEntries(
    Object.entries(metadata ?? {}).filter(([key]) => !COUNTED.includes(key)),
  );
  return JSON.parse(JSON.stringify({ ...rest, metadata: kept }));
}

function compare(
  before: unknown,
  after: unknown,
  path: string,
  changes: FieldChange[],
): void {
  if (isDeepStrictEqual(before, after)) {
    return;
  }
  if (DOCUMENTS.test(path)) {
    const documents = [before, after].map(document);
    if (documents.every(isTree)) {
      compare(documents[0], documents[1], `${path}:`, changes);
      return;
    }
  }
  if (isTree(before) && isTree(after) && sameShape(before, after)) {
    for (const key of new Set([
      ...Object.keys(before),
      ...Object.keys(after),
    ])) {
      compare(
        (before as Record<string, unknown>)[key],
        (after as Record<string, unknown>)[key],
        below(path, key, Array.isArray(before)),
        changes,
      );
    }
    return;
  }
  changes.push({
    path,
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
  });
}

function below(path: string, key: string, inList: boolean): string {
  if (inList) {
    return `${path}[${key}]`;
  }
  const plain = /^[A-Za-z_][\w-]*$/.test(key);
  const separator = path === '' || path.endsWith(':') ? '' : '.';
  return plain
    ? `${path}${separator}${key}`
    : `${path}[${JSON.stringify(key)}]`;
}

function document(text: unknown): unknown {
  try {
    // JSON is YAML
    return typeof text === 'string' ? parse(text) : text;
  } catch {
    return text;
  }
}

function isTree(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function sameShape(left: object, right: object): boolean {
  return Array.isArray(left) === Array.isArray(right);
}

function withoutValues({ path, ...values }: FieldChange): FieldChange {
  // annotations too: kubectl keeps a copy of the whole object in one
  return path.startsWith('metadata.labels')
    ? { path, ...values }
    : {
        path,
        ...('before' in values && { before: HIDDEN }),
        ...('after' in values && { after: HIDDEN }),
      };
}

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { run } from '@bufbuild/cel';
import { strings } from '@bufbuild/cel/ext';
import type { KubeObject } from '@kasm-portal/backstage-plugin-kasm-node';
import { parseAllDocuments } from 'yaml';

interface Rule {
  apiGroups: string[];
  operations: string[];
  resources: string[];
}

interface Policy extends KubeObject {
  spec: {
    failurePolicy: string;
    paramKind?: object;
    matchConstraints: { resourceRules: Rule[] };
    matchConditions: Array<{ name: string; expression: string }>;
    variables?: Array<{ name: string; expression: string }>;
    validations: Array<{ expression: string; message: string }>;
  };
}

interface Binding extends KubeObject {
  spec: {
    policyName: string;
    validationActions: string[];
    paramRef?: {
      name: string;
      namespace: string;
      parameterNotFoundAction: string;
    };
  };
}

/** What somebody asks the API server for. */
export interface AdmissionRequest {
  user: string;
  operation: 'CREATE' | 'UPDATE';
  group: string;
  resource: string;
  object: unknown;
  oldObject?: unknown;
  dryRun?: boolean;
}

/** Who the shipped policies are about. */
export const WRITER = 'system:serviceaccount:kasm-portal:kasm-portal-writer';

const documents = parseAllDocuments(
  readFileSync(
    resolve(__dirname, '../../../manifests/admission-policy.yaml'),
    'utf8',
  ),
).map(document => document.toJS() as KubeObject);

const policies = documents.filter(
  ({ kind }) => kind === 'ValidatingAdmissionPolicy',
) as Policy[];
const bindings = documents.filter(
  ({ kind }) => kind === 'ValidatingAdmissionPolicyBinding',
) as Binding[];

/** Every expression of the shipped policies. */
export const expressions = policies.flatMap(({ spec }) =>
  [...spec.matchConditions, ...(spec.variables ?? []), ...spec.validations].map(
    ({ expression }) => expression,
  ),
);

/**
 * Why the shipped policies refuse something, as an API server from 1.30 on decides; empty when they
 * let it through. `lists` stands in for the data of the ConfigMap with the lists.
 */
export function refusalsOf(
  asked: AdmissionRequest,
  lists?: Record<string, string>,
): string[] {
  return bindings
    .filter(({ spec }) => spec.validationActions.includes('Deny'))
    .flatMap(binding => {
      const policy = policies.find(
        ({ metadata }) => metadata.name === binding.spec.policyName,
      );
      return policy && concerns(policy, asked)
        ? broken(policy, binding, asked, lists)
        : [];
    });
}

function concerns({ spec }: Policy, asked: AdmissionRequest): boolean {
  const { operation, group, resource } = asked;
  return (
    spec.matchConstraints.resourceRules.some(
      rule =>
        rule.apiGroups.includes(group) &&
        rule.resources.includes(resource) &&
        rule.operations.includes(operation),
    ) &&
    spec.matchConditions.every(
      ({ expression }) => evaluate(expression, known(asked)) === true,
    )
  );
}

function broken(
  { spec }: Policy,
  { spec: { paramRef } }: Binding,
  asked: AdmissionRequest,
  lists?: Record<string, string>,
): string[] {
  const params = documents.find(
    ({ kind, metadata }) =>
      kind === 'ConfigMap' &&
      metadata.name === paramRef?.name &&
      metadata.namespace === paramRef.namespace,
  );
  if (spec.paramKind && !params) {
    return ['the parameters are missing'];
  }
  const bound: Record<string, unknown> = {
    ...known(asked),
    params: { ...params, data: { ...(params?.data as object), ...lists } },
  };
  const variables: Record<string, unknown> = {};
  for (const { name, expression } of spec.variables ?? []) {
    // what fails is left out, so that who needs it fails too
    const value = evaluate(expression, { ...bound, variables });
    if (value !== undefined) {
      variables[name] = value;
    }
  }
  return spec.validations
    .filter(
      ({ expression }) =>
        // an error counts as a refusal: failurePolicy is Fail
        evaluate(expression, { ...bound, variables }) !== true,
    )
    .map(({ message }) => message);
}

function known({
  user,
  operation,
  object,
  oldObject,
  dryRun,
}: AdmissionRequest) {
  return {
    request: {
      userInfo: { username: user },
      operation,
      dryRun: dryRun ?? false,
    },
    object,
    oldObject: oldObject ?? null,
  };
}

/** Undefined when the expression fails. */
function evaluate(expression: string, bound: object): unknown {
  const value = run(expression, bound as never, { funcs: strings });
  return value instanceof Error ? undefined : value;
}

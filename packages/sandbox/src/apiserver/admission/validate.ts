import type { StoredObject } from '../ClusterStore';
import { isObject } from '../fields/elements';
import type { ResourceKind } from '../resources/ResourceKind';
import { badRequest, invalid, type StatusCause } from '../StatusError';
import { equal } from '../store/json';

type Causes = Required<StatusCause>[];

const SUBDOMAIN =
  /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const SERVICE = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;
const QUALIFIED =
  /^([a-z0-9]([-a-z0-9.]*[a-z0-9])?\/)?[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;
const LABEL_VALUE = /^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/;

const SUBDOMAIN_RULE =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
const LABEL_RULE =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
const QUALIFIED_RULE =
  "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";
const SERVICE_RULE =
  "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')";

export const wrongValue = (field: string, value: unknown, why: string) => ({
  reason: 'FieldValueInvalid',
  message: `Invalid value: ${JSON.stringify(value)}: ${why}`,
  field,
});
const required = (field: string, why = '') => ({
  reason: 'FieldValueRequired',
  message: `Required value${why && `: ${why}`}`,
  field,
});

function nameCauses(kind: ResourceKind, name: string): Causes {
  const field = 'metadata.name';
  if (!name) {
    return [required(field, 'name or generateName is required')];
  }
  if (kind.group === 'rbac.authorization.k8s.io') {
    return /[/%]/.test(name)
      ? [wrongValue(field, name, "may not contain '/' or '%'")]
      : [];
  }
  const [pattern, rule, longest] = {
    namespaces: [LABEL, LABEL_RULE, 63] as const,
    services: [SERVICE, SERVICE_RULE, 63] as const,
  }[kind.resource] ?? [SUBDOMAIN, SUBDOMAIN_RULE, 253];
  return [
    ...(name.length > longest
      ? [wrongValue(field, name, `must be no more than ${longest} characters`)]
      : []),
    ...(pattern.test(name) ? [] : [wrongValue(field, name, rule)]),
  ];
}

function metadataCauses(object: StoredObject): Causes {
  const { labels, annotations, finalizers, ownerReferences } = object.metadata;
  const causes: Causes = [];
  for (const [key, value] of Object.entries(labels ?? {})) {
    if (!QUALIFIED.test(key)) {
      causes.push(wrongValue('metadata.labels', key, QUALIFIED_RULE));
    }
    if (!LABEL_VALUE.test(value)) {
      causes.push(
        wrongValue(
          'metadata.labels',
          value,
          "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')",
        ),
      );
    } else if (value.length > 63) {
      causes.push(
        wrongValue(
          'metadata.labels',
          value,
          'must be no more than 63 characters',
        ),
      );
    }
  }
  for (const key of Object.keys(annotations ?? {})) {
    if (!QUALIFIED.test(key.toLowerCase())) {
      causes.push(wrongValue('metadata.annotations', key, QUALIFIED_RULE));
    }
  }
  for (const finalizer of finalizers ?? []) {
    if (!QUALIFIED.test(finalizer)) {
      causes.push(wrongValue('metadata.finalizers', finalizer, QUALIFIED_RULE));
    }
  }
  for (const reference of ownerReferences ?? []) {
    for (const field of ['apiVersion', 'kind', 'name', 'uid'] as const) {
      if (!reference[field]) {
        causes.push(
          wrongValue(
            `metadata.ownerReferences.${field}`,
            '',
            `${field === 'apiVersion' ? 'version' : field} must not be empty`,
          ),
        );
      }
    }
  }
  return causes;
}

const BASE64 = /^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

function requireStrings(kind: ResourceKind, object: StoredObject): void {
  for (const field of ['data', 'stringData', 'binaryData']) {
    const values = object[field];
    if (values !== undefined && !isObject(values)) {
      throw badRequest(
        `${kind.kind} in version "v1" cannot be handled as a ${kind.kind}: json: cannot unmarshal into Go struct field ${kind.kind}.${field} of type map[string]string`,
      );
    }
    const encoded =
      field === 'binaryData' || (field === 'data' && kind.kind === 'Secret');
    for (const value of Object.values(values ?? {})) {
      if (typeof value !== 'string') {
        throw badRequest(
          `${kind.kind} in version "v1" cannot be handled as a ${
            kind.kind
          }: json: cannot unmarshal ${typeof value} into Go struct field ${
            kind.kind
          }.${field} of type string`,
        );
      }
      if (encoded && !BASE64.test(value)) {
        throw badRequest(
          `${kind.kind} in version "v1" cannot be handled as a ${kind.kind}: illegal base64 data at input byte 0`,
        );
      }
    }
  }
}

function workloadCauses(
  object: StoredObject,
  before: StoredObject | undefined,
): Causes {
  const { selector, template, replicas } = object.spec ?? {};
  const causes: Causes = [];
  if (replicas !== undefined && replicas < 0) {
    causes.push(
      wrongValue(
        'spec.replicas',
        replicas,
        'must be greater than or equal to 0',
      ),
    );
  }
  if (!selector) {
    causes.push(required('spec.selector'));
  } else if (before && !equal(selector, before.spec?.selector)) {
    causes.push(wrongValue('spec.selector', selector, 'field is immutable'));
  } else {
    const labels = template?.metadata?.labels ?? {};
    const matches = Object.entries(selector.matchLabels ?? {}).every(
      ([key, value]) => labels[key] === value,
    );
    if (!matches) {
      causes.push(
        wrongValue(
          'spec.template.metadata.labels',
          labels,
          '`selector` does not match template `labels`',
        ),
      );
    }
  }
  if (!template?.spec?.containers?.length) {
    causes.push(required('spec.template.spec.containers'));
  }
  return causes;
}

const WORKLOADS = [
  'deployments.apps',
  'replicasets.apps',
  'statefulsets.apps',
  'daemonsets.apps',
];

/** Refuses, with 400 or 422, what a real server refuses of a built-in kind's metadata and content. */
export function validate(
  kind: ResourceKind,
  object: StoredObject,
  before: StoredObject | undefined,
): void {
  const causes = [
    ...(before ? [] : nameCauses(kind, object.metadata.name)),
    ...metadataCauses(object),
  ];
  if (kind.resource === 'configmaps' || kind.resource === 'secrets') {
    requireStrings(kind, object);
    if (before?.immutable && !equal(before.data, object.data)) {
      causes.push({
        reason: 'FieldValueForbidden',
        message: 'Forbidden: field is immutable when `immutable` is set',
        field: 'data',
      });
    }
    if (before && kind.kind === 'Secret' && before.type !== object.type) {
      causes.push(wrongValue('type', object.type, 'field is immutable'));
    }
  }
  if (WORKLOADS.includes(kind.resource)) {
    causes.push(...workloadCauses(object, before));
  }
  if (causes.length > 0) {
    throw invalid(kind, object.metadata.name ?? '', causes);
  }
}

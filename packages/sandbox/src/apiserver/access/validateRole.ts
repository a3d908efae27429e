import type { StoredObject } from '../ClusterStore';
import type { ResourceKind } from '../resources/ResourceKind';
import type { StatusCause } from '../StatusError';
import { equal } from '../store/json';
import type { PolicyRule } from './PolicyRule';
import type { Subject } from './RoleBindings';

type Causes = Required<StatusCause>[];

const GROUP = 'rbac.authorization.k8s.io';

const cause = (field: string, reason: string, message: string) => ({
  reason: `FieldValue${reason}`,
  message,
  field,
});
const required = (field: string, why = '') =>
  cause(field, 'Required', `Required value${why && `: ${why}`}`);
const unsupported = (field: string, value: string, known: string[]) =>
  cause(
    field,
    'NotSupported',
    `Unsupported value: ${JSON.stringify(value)}: supported values: ${known
      .map(each => JSON.stringify(each))
      .join(', ')}`,
  );

function ruleCauses(
  rule: PolicyRule,
  field: string,
  namespaced: boolean,
): Causes {
  const { verbs, apiGroups, resources, nonResourceURLs, resourceNames } = rule;
  const causes: Causes = [];
  if (!verbs?.length) {
    causes.push(
      required(`${field}.verbs`, 'verbs must contain at least one value'),
    );
  }
  if (nonResourceURLs?.length) {
    const list = `[]string{${nonResourceURLs
      .map(url => JSON.stringify(url))
      .join(', ')}}`;
    const wrong = (why: string) =>
      cause(
        `${field}.nonResourceURLs`,
        'Invalid',
        `Invalid value: ${list}: ${why}`,
      );
    if (namespaced) {
      causes.push(wrong('namespaced rules cannot apply to non-resource URLs'));
    }
    if (apiGroups?.length || resources?.length || resourceNames?.length) {
      causes.push(
        wrong(
          'rules cannot apply to both regular resources and non-resource URLs',
        ),
      );
    }
    return causes;
  }
  if (!apiGroups?.length) {
    causes.push(
      required(
        `${field}.apiGroups`,
        'resource rules must supply at least one api group',
      ),
    );
  }
  if (!resources?.length) {
    causes.push(
      required(
        `${field}.resources`,
        'resource rules must supply at least one resource',
      ),
    );
  }
  return causes;
}

function subjectCauses(
  subject: Subject,
  field: string,
  namespaced: boolean,
): Causes {
  const causes: Causes = [];
  if (!subject.name) {
    causes.push(required(`${field}.name`));
  }
  if (!['ServiceAccount', 'User', 'Group'].includes(subject.kind)) {
    causes.push(
      unsupported(`${field}.kind`, subject.kind ?? '', [
        'ServiceAccount',
        'User',
        'Group',
      ]),
    );
  }
  if (subject.kind === 'ServiceAccount' && !namespaced && !subject.namespace) {
    causes.push(required(`${field}.namespace`));
  }
  return causes;
}

function bindingCauses(
  object: StoredObject,
  before: StoredObject | undefined,
  namespaced: boolean,
): Causes {
  const { apiGroup, kind, name } = object.roleRef ?? {};
  const kinds = namespaced ? ['Role', 'ClusterRole'] : ['ClusterRole'];
  const causes: Causes = [
    ...(kinds.includes(kind)
      ? []
      : [unsupported('roleRef.kind', kind ?? '', kinds)]),
    ...(name ? [] : [required('roleRef.name')]),
    ...((object.subjects ?? []) as Subject[]).flatMap((subject, index) =>
      subjectCauses(subject, `subjects[${index}]`, namespaced),
    ),
  ];
  if (before && !equal(before.roleRef, object.roleRef)) {
    causes.push(
      cause(
        'roleRef',
        'Invalid',
        `Invalid value: rbac.RoleRef{APIGroup:${JSON.stringify(
          apiGroup ?? '',
        )}, Kind:${JSON.stringify(kind ?? '')}, Name:${JSON.stringify(
          name ?? '',
        )}}: cannot change roleRef`,
      ),
    );
  }
  return causes;
}

/** Fills in the groups that a binding may leave out. */
export function defaultBinding(object: StoredObject): void {
  if (!object.kind.endsWith('Binding')) {
    return;
  }
  if (object.roleRef) {
    object.roleRef.apiGroup ||= GROUP;
  }
  for (const subject of object.subjects ?? []) {
    if (subject.kind !== 'ServiceAccount') {
      subject.apiGroup ||= GROUP;
    }
  }
}

/** What is wrong with a role or a binding; nothing for other kinds. */
export function roleCauses(
  kind: ResourceKind,
  object: StoredObject,
  before: StoredObject | undefined,
): Causes {
  if (kind.group !== GROUP) {
    return [];
  }
  return kind.kind.endsWith('Binding')
    ? bindingCauses(object, before, kind.namespaced)
    : ((object.rules ?? []) as PolicyRule[]).flatMap((rule, index) =>
        ruleCauses(rule, `rules[${index}]`, kind.namespaced),
      );
}

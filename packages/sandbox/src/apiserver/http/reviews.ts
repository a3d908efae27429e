import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  rulesOf,
  type Attributes,
  type Authorize,
  type User,
} from '../access/authorize';
import type { ResourceRegistry } from '../resources/ResourceRegistry';
import { invalid, methodNotAllowed } from '../StatusError';
import { objectBody } from './body';
import { sendJson } from './respond';
import type { ResourceTarget } from './target';

/** The questions about oneself that every user may ask; they are answered and never stored. */
export const reviewKinds = [
  {
    group: 'authentication.k8s.io',
    version: 'v1',
    plural: 'selfsubjectreviews',
    kind: 'SelfSubjectReview',
  },
  {
    group: 'authorization.k8s.io',
    version: 'v1',
    plural: 'selfsubjectaccessreviews',
    kind: 'SelfSubjectAccessReview',
  },
  {
    group: 'authorization.k8s.io',
    version: 'v1',
    plural: 'selfsubjectrulesreviews',
    kind: 'SelfSubjectRulesReview',
  },
];

/** What reviews are answered from. */
export interface Reviewing {
  authorize: Authorize;
  registry: ResourceRegistry;
}

type ReviewKind = (typeof reviewKinds)[number];

/** The review kind a path names. */
export function reviewKind(
  target: ResourceTarget | undefined,
): ReviewKind | undefined {
  return reviewKinds.find(
    kind =>
      kind.group === target?.group &&
      kind.version === target.version &&
      kind.plural === target.resource,
  );
}

function accessStatus(spec: any, user: User, authorize: Authorize) {
  const { resourceAttributes, nonResourceAttributes } = spec ?? {};
  if (!resourceAttributes === !nonResourceAttributes) {
    throw invalid(
      { kind: 'SelfSubjectAccessReview', group: 'authorization.k8s.io' },
      '',
      [
        {
          reason: 'FieldValueInvalid',
          message: `Invalid value: {}: ${
            resourceAttributes
              ? 'cannot be specified in combination with resourceAttributes'
              : 'exactly one of nonResourceAttributes or resourceAttributes must be specified'
          }`,
          field: resourceAttributes
            ? 'spec.nonResourceAttributes'
            : 'spec.resourceAttributes',
        },
      ],
    );
  }
  const attributes: Attributes = nonResourceAttributes
    ? {
        verb: nonResourceAttributes.verb ?? '',
        path: nonResourceAttributes.path ?? '',
      }
    : {
        verb: resourceAttributes.verb ?? '',
        group: resourceAttributes.group ?? '',
        version: resourceAttributes.version ?? '',
        resource: resourceAttributes.resource ?? '',
        ...(resourceAttributes.subresource
          ? { subresource: resourceAttributes.subresource }
          : {}),
        ...(resourceAttributes.namespace
          ? { namespace: resourceAttributes.namespace }
          : {}),
        ...(resourceAttributes.name ? { name: resourceAttributes.name } : {}),
      };
  const { allowed, reason } = authorize(user, attributes);
  return { allowed, ...(reason ? { reason } : {}) };
}

function statusOf(
  kind: string,
  spec: any,
  user: User,
  { authorize, registry }: Reviewing,
) {
  switch (kind) {
    case 'SelfSubjectAccessReview':
      return accessStatus(spec, user, authorize);
    case 'SelfSubjectRulesReview':
      return { ...rulesOf(user, registry.kinds), incomplete: false };
    default:
      return { userInfo: { username: user.name, groups: user.groups } };
  }
}

/** Answers a review. */
export async function review(
  kind: ReviewKind,
  user: User,
  reviewing: Reviewing,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method !== 'POST') {
    throw methodNotAllowed();
  }
  const apiVersion = `${kind.group}/${kind.version}`;
  const { spec } = await objectBody(request, {
    kind: kind.kind,
    apiVersion,
    custom: false,
  });
  sendJson(response, 201, {
    kind: kind.kind,
    apiVersion,
    metadata: { creationTimestamp: null },
    ...(spec ? { spec } : {}),
    status: statusOf(kind.kind, spec, user, reviewing),
  });
}

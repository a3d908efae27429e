import type { Attributes, User } from '../access/authorize';
import { badRequest, StatusError } from '../StatusError';
import type { Review } from './reviews';

/** The 422 of an access review, which names no kind. */
function wrongSpec(field: string, why: string): StatusError {
  return new StatusError(
    422,
    'Invalid',
    `.authorization.k8s.io "" is invalid: ${field}: Invalid value: ${why}`,
    {
      group: 'authorization.k8s.io',
      causes: [
        {
          reason: 'FieldValueInvalid',
          message: `Invalid value: ${why}`,
          field,
        },
      ],
    },
  );
}

function attributesOf(spec: any): Attributes {
  const { resourceAttributes: resource, nonResourceAttributes: path } =
    spec ?? {};
  if (resource && path) {
    throw wrongSpec(
      'spec.nonResourceAttributes',
      `authorization.NonResourceAttributes{Path:${JSON.stringify(
        path.path ?? '',
      )}, Verb:${JSON.stringify(
        path.verb ?? '',
      )}}: cannot be specified in combination with resourceAttributes`,
    );
  }
  if (!resource && !path) {
    throw wrongSpec(
      'spec.resourceAttributes',
      '"null": exactly one of nonResourceAttributes or resourceAttributes must be specified',
    );
  }
  if (path) {
    return { verb: path.verb ?? '', path: path.path ?? '' };
  }
  const { subresource, namespace, name } = resource;
  return {
    verb: resource.verb ?? '',
    group: resource.group ?? '',
    version: resource.version ?? '',
    resource: resource.resource ?? '',
    ...(subresource ? { subresource } : {}),
    ...(namespace ? { namespace } : {}),
    ...(name ? { name } : {}),
  };
}

function decide({ access }: Review, user: User, attributes: Attributes) {
  const { allowed, reason } = access.authorizer.decide(user, attributes);
  return { allowed, ...(reason ? { reason } : {}) };
}

function subjectOf({ user, groups, uid }: any): User {
  if (!user && !groups?.length) {
    throw wrongSpec(
      'spec.user',
      '"": at least one of user or group must be specified',
    );
  }
  return { name: user ?? '', groups: groups ?? [], ...(uid ? { uid } : {}) };
}

/** May I? */
export const ownAccessStatus = (review: Review) =>
  decide(review, review.user, attributesOf(review.body.spec));

/** May that user? */
export function subjectAccessStatus(review: Review) {
  const { spec } = review.body;
  const attributes = attributesOf(spec);
  return decide(review, subjectOf(spec ?? {}), attributes);
}

/** May that user, in this namespace? */
export function localAccessStatus(review: Review) {
  const { spec, metadata } = review.body;
  const { namespace } = review;
  if (metadata?.namespace && metadata.namespace !== namespace) {
    throw badRequest(
      `namespace on request doesn't match namespace of object: ${namespace} ${metadata.namespace}`,
    );
  }
  if (spec?.nonResourceAttributes) {
    throw wrongSpec(
      'spec.nonResourceAttributes',
      `${JSON.stringify(
        spec.nonResourceAttributes,
      )}: disallowed on this kind of request`,
    );
  }
  if (spec?.resourceAttributes?.namespace !== metadata?.namespace) {
    throw wrongSpec(
      'spec.resourceAttributes.namespace',
      `${JSON.stringify(
        spec?.resourceAttributes?.namespace ?? '',
      )}: must match metadata.namespace`,
    );
  }
  return subjectAccessStatus(review);
}

/** What may I do, in a namespace and in the whole cluster? */
export function rulesStatus({ access, user, body }: Review) {
  const namespace = body.spec?.namespace;
  if (!namespace) {
    throw badRequest('no namespace on request');
  }
  const rules = access.authorizer.rulesFor(user, namespace);
  return {
    resourceRules: rules
      .filter(rule => rule.resources?.length)
      .map(({ verbs, apiGroups, resources, resourceNames }) => ({
        verbs,
        apiGroups,
        resources,
        ...(resourceNames?.length ? { resourceNames } : {}),
      })),
    nonResourceRules: rules
      .filter(rule => rule.nonResourceURLs?.length)
      .map(({ verbs, nonResourceURLs }) => ({ verbs, nonResourceURLs })),
    incomplete: false,
  };
}

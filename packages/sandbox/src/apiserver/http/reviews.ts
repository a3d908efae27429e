import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Access } from '../access/Access';
import type { User } from '../access/authorize';
import { badRequest, methodNotAllowed } from '../StatusError';
import {
  localAccessStatus,
  ownAccessStatus,
  rulesStatus,
  subjectAccessStatus,
} from './accessReviews';
import { objectBody } from './body';
import { sendJson } from './respond';
import type { ResourceTarget } from './target';

/** Who asks what. */
export interface Review {
  access: Access;
  user: User;
  /** Of the path. */
  namespace?: string;
  body: any;
}

/** A question that is answered and never stored. */
export interface ReviewKind {
  group: string;
  version: string;
  plural: string;
  kind: string;
  namespaced: boolean;
  answer(review: Review): object;
}

function userInfo({ name, uid, groups, extra }: User) {
  return {
    username: name,
    ...(uid ? { uid } : {}),
    groups,
    ...(extra ? { extra } : {}),
  };
}

/** Who holds a token, and for which of the audiences that were asked for. */
function tokenStatus({ access, body }: Review) {
  const { token, audiences } = body.spec ?? {};
  if (!token) {
    throw badRequest('token is required for TokenReview in authentication');
  }
  const holder = access.holder(token);
  if (!holder) {
    return { user: {}, error: 'invalid bearer token' };
  }
  const shared = audiences?.length
    ? holder.audiences.filter((each: string) => audiences.includes(each))
    : access.ownAudiences(holder);
  return shared.length > 0
    ? { authenticated: true, user: userInfo(holder.user), audiences: shared }
    : {
        user: {},
        error: `token audiences ${JSON.stringify(
          holder.audiences,
        )} is invalid for the target audiences ${JSON.stringify(
          audiences ?? [],
        )}`,
      };
}

const authentication = { group: 'authentication.k8s.io', version: 'v1' };
const authorization = { group: 'authorization.k8s.io', version: 'v1' };

/** In the order of discovery. */
export const reviewKinds: ReviewKind[] = [
  {
    ...authentication,
    plural: 'selfsubjectreviews',
    kind: 'SelfSubjectReview',
    namespaced: false,
    answer: ({ user }) => ({ userInfo: userInfo(user) }),
  },
  {
    ...authentication,
    plural: 'tokenreviews',
    kind: 'TokenReview',
    namespaced: false,
    answer: tokenStatus,
  },
  {
    ...authorization,
    plural: 'localsubjectaccessreviews',
    kind: 'LocalSubjectAccessReview',
    namespaced: true,
    answer: localAccessStatus,
  },
  {
    ...authorization,
    plural: 'selfsubjectaccessreviews',
    kind: 'SelfSubjectAccessReview',
    namespaced: false,
    answer: ownAccessStatus,
  },
  {
    ...authorization,
    plural: 'selfsubjectrulesreviews',
    kind: 'SelfSubjectRulesReview',
    namespaced: false,
    answer: rulesStatus,
  },
  {
    ...authorization,
    plural: 'subjectaccessreviews',
    kind: 'SubjectAccessReview',
    namespaced: false,
    answer: subjectAccessStatus,
  },
];

/** The review kind a path names. */
export function reviewKind(
  target: ResourceTarget | undefined,
): ReviewKind | undefined {
  return reviewKinds.find(
    kind =>
      kind.group === target?.group &&
      kind.version === target.version &&
      kind.plural === target.resource &&
      kind.namespaced === (target.namespace !== undefined),
  );
}

/** Answers a review. */
export async function review(
  kind: ReviewKind,
  asked: Omit<Review, 'body'>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method !== 'POST') {
    throw methodNotAllowed();
  }
  const apiVersion = `${kind.group}/${kind.version}`;
  const body = await objectBody(request, {
    kind: kind.kind,
    apiVersion,
    custom: false,
  });
  sendJson(response, 201, {
    kind: kind.kind,
    apiVersion,
    metadata: {
      creationTimestamp: null,
      ...(asked.namespace ? { namespace: asked.namespace } : {}),
    },
    // The rules review alone does not repeat what it was asked.
    spec: kind.kind === 'SelfSubjectRulesReview' ? {} : body.spec ?? {},
    status: kind.answer({ ...asked, body }),
  });
}

import { ISSUER, type BoundObject } from '../access/ServiceAccountTokens';
import {
  badRequest,
  conflict,
  invalid,
  methodNotAllowed,
  notFound,
} from '../StatusError';
import { objectBody } from './body';
import type { ResourceRequest } from './ResourceRequest';
import { sendJson } from './respond';
import { existing, timestamp } from './write';

const HOUR = 3600;
const SHORTEST = 600;
const LONGEST = 2 ** 32;

function requireDuration(seconds: number): number {
  const refuse = (why: string) =>
    invalid({ kind: 'TokenRequest', group: 'authentication.k8s.io' }, '', [
      {
        reason: 'FieldValueInvalid',
        message: `Invalid value: ${seconds}: ${why}`,
        field: 'spec.expirationSeconds',
      },
    ]);
  if (seconds < SHORTEST) {
    throw refuse('may not specify a duration less than 10 minutes');
  }
  if (seconds > LONGEST) {
    throw refuse('may not specify a duration larger than 2^32 seconds');
  }
  return seconds;
}

/** The object that a token is bound to, which has to be there. */
function boundObject(
  { store, namespace }: ResourceRequest,
  reference: any,
): BoundObject | undefined {
  if (!reference) {
    return undefined;
  }
  const { kind, name, uid } = reference;
  if (kind !== 'Pod' && kind !== 'Secret') {
    throw badRequest(`cannot bind token to object of type ${kind}`);
  }
  const resource = store.registry.kind(kind === 'Pod' ? 'pods' : 'secrets');
  const found = store.get(resource.resource, namespace, name);
  if (!found) {
    throw notFound(resource, name);
  }
  if (uid && uid !== found.metadata.uid) {
    throw conflict(
      resource,
      name,
      `the UID in the bound object reference (${uid}) does not match the UID in record. The object might have been deleted and then recreated`,
    );
  }
  return { kind, name, uid: found.metadata.uid };
}

/** Answers a POST on `serviceaccounts/<name>/token`. */
export async function tokenRequest(asked: ResourceRequest): Promise<void> {
  const { access, request, response, namespace } = asked;
  if (request.method !== 'POST') {
    throw methodNotAllowed();
  }
  const apiVersion = 'authentication.k8s.io/v1';
  const { spec = {} } = await objectBody(request, {
    kind: 'TokenRequest',
    apiVersion,
    custom: false,
  });
  const { name, uid } = existing(asked).metadata;
  const audiences: string[] = spec.audiences?.length
    ? spec.audiences
    : [ISSUER];
  const expirationSeconds = requireDuration(spec.expirationSeconds ?? HOUR);
  const bound = boundObject(asked, spec.boundObjectRef);
  const { token, expires } = access.tokens.issue({
    namespace: namespace!,
    name,
    uid,
    audiences,
    expirationSeconds,
    ...(bound ? { bound } : {}),
  });
  sendJson(response, 201, {
    kind: 'TokenRequest',
    apiVersion,
    metadata: { name, namespace, creationTimestamp: null },
    spec: {
      audiences,
      expirationSeconds,
      boundObjectRef: spec.boundObjectRef ?? null,
    },
    status: { token, expirationTimestamp: timestamp(expires) },
  });
}

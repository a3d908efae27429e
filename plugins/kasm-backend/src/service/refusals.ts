import { NotFoundError } from '@backstage/errors';

/**
 * The one answer for deployments that are unknown and for those that the caller may not see.
 *
 * @internal
 */
export function notVisible(): Error {
  return Object.assign(
    new NotFoundError(
      'There is no such deployment, or it is not visible to you (kasm.deployment.read)',
    ),
    { code: 'NotVisible' },
  );
}

/** @internal */
export function isNotVisible(error: unknown): error is Error {
  return (error as { code?: unknown })?.code === 'NotVisible';
}

/** @internal */
export function notConfigured(): Error {
  return Object.assign(
    new NotFoundError('This portal has no kasm configuration'),
    { code: 'NotConfigured' },
  );
}

/** @internal */
export function tooMany(seconds: number): Error {
  return Object.assign(
    new Error(`Too many requests; try again in ${seconds} s`),
    { name: 'TooManyRequestsError', statusCode: 429, retryAfter: seconds },
  );
}

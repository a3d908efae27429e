import { NotFoundError } from '@backstage/errors';
import type { RequestHandler } from 'express';

/**
 * Lets through what the OpenAPI document describes, and nothing else. Express answers HEAD with the
 * handlers of GET, which the validator in front of them does not know and lets pass unread.
 *
 * @internal
 */
export const onlyDocumented: RequestHandler = (request, _response, next) =>
  next(
    (request as { openapi?: unknown }).openapi === undefined
      ? new NotFoundError('There is no such route')
      : undefined,
  );

import type { HttpAuthService } from '@backstage/backend-plugin-api';
import type { ErrorRequestHandler, RequestHandler } from 'express';
import type { RefusalAudit } from '../audit/RefusalAudit';
import { callerOf } from '../permissions/callerOf';
import type { CallerLimit } from './CallerLimit';

/**
 * Lets each caller make so many requests a minute, whatever is asked for.
 *
 * @internal
 */
export function limitRequests(options: {
  limit: CallerLimit;
  httpAuth: HttpAuthService;
  refusals: RefusalAudit;
}): RequestHandler {
  const { limit, httpAuth, refusals } = options;
  return (request, _response, next) => {
    httpAuth
      .credentials(request, { allow: ['user', 'service'] })
      .then(async credentials => {
        const caller = callerOf(credentials);
        try {
          limit.use(caller);
        } catch (error) {
          await refusals.keep({
            eventId: 'rate-limit',
            caller,
            request,
            error: error as Error,
          });
          throw error;
        }
        next();
      })
      .catch(next);
  };
}

/**
 * Tells who asked too often when to ask again.
 *
 * @internal
 */
export const sayWhenToRetry: ErrorRequestHandler = (
  error,
  _request,
  response,
  next,
) => {
  if (error?.retryAfter !== undefined && !response.headersSent) {
    response.setHeader('Retry-After', String(error.retryAfter));
  }
  next(error);
};

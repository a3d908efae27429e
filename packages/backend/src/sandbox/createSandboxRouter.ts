import type {
  HttpAuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError, ServiceUnavailableError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import express, { type Request, type Response, type Router } from 'express';
import { sandboxControlPermission } from './sandboxPermission';

const DEADLINE = 30_000;

/**
 * Passes requests below `/control` on to the sandbox's control port, for those who may control it.
 * Its answers and refusals come back as they are.
 */
export function createSandboxRouter(options: {
  /** Of the control server on 127.0.0.1. */
  controlPort: number;
  httpAuth: HttpAuthService;
  permissions: PermissionsService;
}): Router {
  const { controlPort, httpAuth, permissions } = options;

  async function passOn(request: Request, response: Response): Promise<void> {
    const credentials = await httpAuth.credentials(request, {
      allow: ['user'],
    });
    const [{ result }] = await permissions.authorize(
      [{ permission: sandboxControlPermission }],
      { credentials },
    );
    if (result !== AuthorizeResult.ALLOW) {
      throw new NotAllowedError(
        `You may not control the sandbox (${sandboxControlPermission.name})`,
      );
    }
    const asked = new URL(request.url, 'http://portal');
    const url = new URL(`http://127.0.0.1:${controlPort}`);
    url.pathname = asked.pathname;
    url.search = asked.search;
    const answer = await fetch(url, {
      method: request.method,
      redirect: 'error',
      signal: AbortSignal.timeout(DEADLINE),
    }).catch(() => {
      throw new ServiceUnavailableError(
        `No sandbox answers at 127.0.0.1:${controlPort}`,
      );
    });
    response.status(answer.status).json(await answer.json());
  }

  const router = express.Router();
  router.use('/control', (request, response, next) => {
    passOn(request, response).catch(next);
  });
  return router;
}

import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { Router } from 'express';
import {
  healthyObservation,
  NOW,
} from '../../plugins/kasm-backend/src/evaluate/__fixtures__/healthyObservation';
import { judge } from '../../plugins/kasm-backend/src/evaluate/evaluate';
import { kasmDeploymentReadPermission } from '../../plugins/kasm-common/src';

/** As hard to compress as what it is compared with. */
const TEXT = JSON.stringify(judge(healthyObservation(), NOW).status);
const ETAG = '"floor"';

/**
 * What no route of a backend can do without: who is it, may he, and an answer of some size, which is
 * always the same. `GET /api/floor/<bytes>`.
 */
export const floorPlugin = createBackendPlugin({
  pluginId: 'floor',
  register(env) {
    env.registerInit({
      deps: {
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        permissions: coreServices.permissions,
      },
      async init({ httpAuth, httpRouter, permissions }) {
        const answers = new Map<string, Buffer>();
        const router = Router();
        router.get('/:bytes', async (request, response) => {
          const credentials = await httpAuth.credentials(request, {
            allow: ['user', 'service'],
          });
          const [{ result }] = await permissions.authorizeConditional(
            [{ permission: kasmDeploymentReadPermission }],
            { credentials },
          );
          if (result === AuthorizeResult.DENY) {
            response.status(404).end();
            return;
          }
          response.setHeader('ETag', ETAG);
          response.setHeader('Cache-Control', 'private, no-cache');
          if (request.headers['if-none-match'] === ETAG) {
            response.status(304).end();
            return;
          }
          const { bytes } = request.params;
          const answer =
            answers.get(bytes) ??
            Buffer.from(TEXT.repeat(9).slice(0, Number(bytes)));
          answers.set(bytes, answer);
          response.type('json').send(answer);
        });
        httpRouter.use(router);
      },
    });
  },
});

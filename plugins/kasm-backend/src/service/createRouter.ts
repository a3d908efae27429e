import { createValidatedOpenApiRouterFromGeneratedEndpointMap } from '@backstage/backend-openapi-utils';
import type {
  AuditorService,
  BackstageCredentials,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import { InputError, NotAllowedError } from '@backstage/errors';
import {
  deploymentRef,
  kasmDeploymentCreatePermission,
  kasmDeploymentReadPermission,
  kasmLogsReadPermission,
} from '@kasm-portal/backstage-plugin-kasm-common';
import type { Resolve } from '@kasm-portal/backstage-plugin-kasm-node';
import type { Request, Response, Router } from 'express';
import type { DeploymentAccess } from '../permissions/DeploymentAccess';
import type { Endpoints } from '../schema/endpoints';
import { spec } from '../schema/openapi.generated';
import { CallerLimit } from './CallerLimit';
import { HostLookups } from './HostLookups';
import type { Observatory } from './Observatory';
import { readComponentLog } from './readComponentLog';
import { notConfigured, notVisible } from './refusals';

const DEFAULT_TAIL = 200;

/** Log tails cost calls to a cluster, unlike everything else. */
const LOGS_PER_MINUTE = 60;

/** A form asks as somebody types. */
const LOOKUPS_PER_MINUTE = 60;

/**
 * `/api/kasm/v1`. Every answer is cut to what the caller may see; without an observatory it says
 * that nothing is configured.
 *
 * @internal
 */
export function createRouter(options: {
  observatory: Observatory | undefined;
  access: DeploymentAccess;
  httpAuth: HttpAuthService;
  auditor: AuditorService;
  /** Instead of the machine's resolver. */
  resolve?: Resolve;
}): Router {
  const { observatory, access, httpAuth, auditor } = options;
  const logLimit = new CallerLimit(LOGS_PER_MINUTE);
  const lookupLimit = new CallerLimit(LOOKUPS_PER_MINUTE);
  const lookups = new HostLookups({ resolve: options.resolve });
  const credentialsOf = (request: Request<any, any, any, any, any>) =>
    httpAuth.credentials(request, { allow: ['user', 'service'] });

  const router =
    createValidatedOpenApiRouterFromGeneratedEndpointMap<Endpoints>(spec);

  router.get('/v1/deployments', async (request, response) => {
    const credentials = await credentialsOf(request);
    if (!observatory) {
      response.json({ configured: false, items: [], clusters: {} });
      return;
    }
    const [mayRead] = await access.of(credentials, [
      kasmDeploymentReadPermission,
    ]);
    const items = observatory.statuses
      .all()
      .map(({ item }) => item)
      .filter(({ ref }) => {
        const known = observatory.deployment(ref);
        return known !== undefined && mayRead(known.facts);
      });
    const clusters = observatory.descriptors();
    response.json({ configured: true, items, clusters });
  });

  router.get('/v1/deployments/:cluster/:name', async (request, response) => {
    const credentials = await credentialsOf(request);
    if (!observatory) {
      throw notConfigured();
    }
    // Asked for unknown deployments too, so that time tells nothing either.
    const [mayRead] = await access.of(credentials, [
      kasmDeploymentReadPermission,
    ]);
    const ref = refOf(request.params);
    const known = observatory.deployment(ref);
    const stored = observatory.statuses.get(ref);
    if (!known || !stored || !mayRead(known.facts)) {
      throw notVisible();
    }
    response.setHeader('ETag', stored.etag);
    response.setHeader('Cache-Control', 'private, no-cache');
    // Not left to Express: browsers send `Cache-Control: no-cache` along, and it would not answer 304.
    if (matches(request.headers['if-none-match'], stored.etag)) {
      response.status(304).end();
      return;
    }
    response.type('json').send(observatory.bytesOf(ref, stored.document));
  });

  router.get(
    '/v1/deployments/:cluster/:name/logs/:component',
    async (request, response) => {
      const credentials = await credentialsOf(request);
      if (!observatory) {
        throw notConfigured();
      }
      const { component } = request.params;
      const ref = refOf(request.params);
      const event = await auditor.createEvent({
        eventId: 'logs-read',
        severityLevel: 'medium',
        request: request as unknown as Request,
        meta: { deployment: ref, component },
      });
      try {
        logLimit.use(callerOf(credentials));
        const [mayRead, mayReadLogs] = await access.of(credentials, [
          kasmDeploymentReadPermission,
          kasmLogsReadPermission,
        ]);
        const known = observatory.deployment(ref);
        if (!known || !mayRead(known.facts)) {
          throw notVisible();
        }
        if (!mayReadLogs(known.facts)) {
          throw new NotAllowedError(
            'You may not read the logs of this deployment (kasm.logs.read)',
          );
        }
        const components = observatory.componentsOf(ref);
        if (!components.includes(component)) {
          throw new InputError(
            `component must be one of: ${
              components.join(', ') || '(no pod is seen now)'
            }`,
          );
        }
        const log = await readComponentLog({
          client: observatory.client(known.facts.cluster),
          namespace: known.facts.namespace,
          component,
          pods: observatory.podsOf(ref, component),
          tail: Number(request.query.tail ?? DEFAULT_TAIL),
        });
        await event.success();
        noStore(response).json(log);
      } catch (error) {
        await event.fail({ error: error as Error });
        throw error;
      }
    },
  );

  router.get('/v1/clusters', async (request, response) => {
    await credentialsOf(request);
    response.json({
      configured: observatory !== undefined,
      items: observatory?.clusters() ?? [],
    });
  });

  router.get('/v1/clusters/:cluster/dns', async (request, response) => {
    const credentials = await httpAuth.credentials(
      request as unknown as Request,
      { allow: ['user'] },
    );
    if (!observatory) {
      throw notConfigured();
    }
    lookupLimit.use(callerOf(credentials));
    if (!(await access.may(credentials, kasmDeploymentCreatePermission))) {
      throw new NotAllowedError(
        'You may not create Kasm deployments (kasm.deployment.create)',
      );
    }
    const answer = await lookups.ask(
      observatory.configOf(request.params.cluster),
      request.query.host,
    );
    noStore(response).json(answer);
  });

  return router;
}

function refOf({ cluster, name }: { cluster: string; name: string }): string {
  return deploymentRef(cluster, name);
}

function callerOf({ principal }: BackstageCredentials): string {
  const { userEntityRef, subject } = principal as {
    userEntityRef?: string;
    subject?: string;
  };
  return userEntityRef ?? subject ?? 'nobody';
}

/** `If-None-Match` is `*` or a list of tags, each perhaps marked weak. */
function matches(header: string | undefined, etag: string): boolean {
  return (header ?? '')
    .split(',')
    .map(tag => tag.trim().replace(/^W\//, ''))
    .some(tag => tag === etag || tag === '*');
}

function noStore<T extends Response<any, any>>(response: T): T {
  response.setHeader('Cache-Control', 'no-store');
  return response;
}

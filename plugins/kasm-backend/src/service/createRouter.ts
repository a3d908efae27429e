import { createValidatedOpenApiRouterFromGeneratedEndpointMap } from '@backstage/backend-openapi-utils';
import type {
  AuditorService,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import { InputError, NotAllowedError } from '@backstage/errors';
import {
  deploymentRef,
  kasmDeploymentCreatePermission,
  kasmDeploymentReadPermission,
  kasmLogsReadPermission,
  kasmSessionsDetailsPermission,
} from '@kasm-portal/backstage-plugin-kasm-common';
import type { Resolve } from '@kasm-portal/backstage-plugin-kasm-node';
import { createHash } from 'crypto';
import { Router, type Request, type Response } from 'express';
import { RefusalAudit } from '../audit/RefusalAudit';
import type { HistoryArchive } from '../history/HistoryArchive';
import { callerOf } from '../permissions/callerOf';
import type { DeploymentAccess } from '../permissions/DeploymentAccess';
import type { Endpoints } from '../schema/endpoints';
import { spec } from '../schema/openapi.generated';
import { CallerLimit } from './CallerLimit';
import { HostLookups } from './HostLookups';
import { limitRequests, sayWhenToRetry } from './limitRequests';
import type { Observatory } from './Observatory';
import { onlyDocumented } from './onlyDocumented';
import { readComponentLog } from './readComponentLog';
import { isNotVisible, notConfigured, notVisible } from './refusals';
import { sessionList } from './sessionList';
import { VisibleDeployments } from './VisibleDeployments';

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
  history: HistoryArchive | undefined;
  access: DeploymentAccess;
  httpAuth: HttpAuthService;
  auditor: AuditorService;
  /** Of each caller, over all routes. */
  requestLimit: CallerLimit;
  /** Instead of the machine's resolver. */
  resolve?: Resolve;
}): Router {
  const { observatory, history, access, httpAuth, auditor } = options;
  const visible = observatory && new VisibleDeployments(observatory, access);
  const refusals = new RefusalAudit(auditor);
  const logLimit = new CallerLimit(LOGS_PER_MINUTE);
  const lookupLimit = new CallerLimit(LOOKUPS_PER_MINUTE);
  const lookups = new HostLookups({ resolve: options.resolve });
  const credentialsOf = (request: Request<any, any, any, any, any>) =>
    httpAuth.credentials(request, { allow: ['user', 'service'] });

  const router =
    createValidatedOpenApiRouterFromGeneratedEndpointMap<Endpoints>(spec);
  router.use('/v1', onlyDocumented);

  router.get('/v1/deployments', async (request, response) => {
    const credentials = await credentialsOf(request);
    if (!observatory || !visible) {
      response.json({ configured: false, items: [], clusters: {} });
      return;
    }
    const items = (await visible.all(credentials)).map(
      ({ stored }) => stored.item,
    );
    const clusters = observatory.descriptors();
    response.json({ configured: true, items, clusters });
  });

  router.get('/v1/deployments/:cluster/:name', async (request, response) => {
    const credentials = await credentialsOf(request);
    if (!observatory || !visible) {
      throw notConfigured();
    }
    const ref = refOf(request.params);
    const { stored } = await visible
      .one(credentials, ref)
      .catch(async error => {
        if (isNotVisible(error)) {
          await refusals.keep({
            eventId: 'deployment-read',
            caller: callerOf(credentials),
            request,
            meta: { deployment: ref },
            error,
          });
        }
        throw error;
      });
    sendTagged(request, response, stored.etag, () =>
      observatory.bytesOf(ref, stored.document),
    );
  });

  router.get(
    '/v1/deployments/:cluster/:name/history',
    async (request, response) => {
      const credentials = await credentialsOf(request);
      if (!visible || !history) {
        throw notConfigured();
      }
      const ref = refOf(request.params);
      await visible.one(credentials, ref).catch(async error => {
        if (isNotVisible(error)) {
          await refusals.keep({
            eventId: 'history-read',
            caller: callerOf(credentials),
            request,
            meta: { deployment: ref },
            error,
          });
        }
        throw error;
      });
      const bytes = Buffer.from(
        JSON.stringify(await history.read(ref, request.query)),
      );
      const hash = createHash('sha256').update(bytes).digest('base64url');
      sendTagged(request, response, `"${hash.slice(0, 22)}"`, () => bytes);
    },
  );

  router.get(
    '/v1/deployments/:cluster/:name/sessions',
    async (request, response) => {
      const credentials = await credentialsOf(request);
      if (!observatory) {
        throw notConfigured();
      }
      const ref = refOf(request.params);
      const [mayRead, maySeePeople] = await access.of(credentials, [
        kasmDeploymentReadPermission,
        kasmSessionsDetailsPermission,
      ]);
      const known = observatory.deployment(ref);
      const seen = observatory.sessionsOf(ref);
      if (!known || !seen || !mayRead(known.facts)) {
        const error = notVisible();
        await refusals.keep({
          eventId: 'sessions-read',
          caller: callerOf(credentials),
          request,
          meta: { deployment: ref },
          error,
        });
        throw error;
      }
      const details = maySeePeople(known.facts);
      if (details) {
        const event = await auditor.createEvent({
          eventId: 'sessions-read',
          severityLevel: 'medium',
          request: request as unknown as Request,
          meta: { deployment: ref, details },
        });
        await event.success();
      }
      noStore(response).json(sessionList(seen, details));
    },
  );

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
      const error = new NotAllowedError(
        'You may not create Kasm deployments (kasm.deployment.create)',
      );
      await refusals.keep({
        eventId: 'dns-lookup',
        caller: callerOf(credentials),
        request,
        error,
      });
      throw error;
    }
    const answer = await lookups.ask(
      observatory.configOf(request.params.cluster),
      request.query.host,
    );
    noStore(response).json(answer);
  });

  const limited = Router();
  limited.use(
    '/v1',
    limitRequests({ limit: options.requestLimit, httpAuth, refusals }),
  );
  limited.use(router);
  limited.use(sayWhenToRetry);
  return limited;
}

function refOf({ cluster, name }: { cluster: string; name: string }): string {
  return deploymentRef(cluster, name);
}

/** Sends a JSON document, unless the caller has it already. */
function sendTagged(
  request: Pick<Request<any, any, any, any, any>, 'headers'>,
  response: Response<any, any>,
  etag: string,
  bytes: () => Buffer,
): void {
  response.setHeader('ETag', etag);
  response.setHeader('Cache-Control', 'private, no-cache');
  // Not left to Express: browsers send `Cache-Control: no-cache` along, and it would not answer 304.
  if (matches(request.headers['if-none-match'], etag)) {
    response.status(304).end();
    return;
  }
  response.type('json').send(bytes());
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

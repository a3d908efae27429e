import {
  mockServices,
  startTestBackend,
  type TestBackend,
} from '@backstage/backend-test-utils';
import {
  coreServices,
  createServiceFactory,
  type AuditorServiceCreateEventOptions,
  type DatabaseService,
  type PermissionsService,
} from '@backstage/backend-plugin-api';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { mkdtemp, rm, writeFile } from 'fs/promises';
import { tmpdir } from 'os';
import { join } from 'path';
import type { Sandbox } from 'sandbox';
import request from 'supertest';

import {
  notificationService,
  type NotificationSendOptions,
} from '@backstage/plugin-notifications-node';
import { kasmPlugin } from '../plugin';

/** Configuration of a portal that looks at a sandbox. */
export function sandboxConfig(
  sandbox: Sandbox,
  kubeconfigFile: string,
  deployments: object[] = [],
) {
  return {
    kasm: {
      deployments,
      allowSandboxTokens: true,
      // Tests ask all the time.
      requestsPerMinute: 1_000_000,
      clusters: [
        {
          name: 'rke2',
          roles: ['controlPlane'],
          namespaces: ['kasm', 'kasm-*', 'workspaces', 'database'],
          domains: [sandbox.domain],
          agentClusters: ['harvester'],
          ingress: {
            address: '127.0.0.1',
            port: sandbox.kasmPort || 1,
            ca: sandbox.ca,
          },
          reader: { kubeconfigFile, context: 'rke2-reader' },
        },
        {
          name: 'harvester',
          roles: ['agents'],
          namespaces: ['kasm-agents'],
          reader: { kubeconfigFile, context: 'harvester-reader' },
        },
      ],
      kasmApis: [
        {
          deployment: 'rke2/workspaces',
          host: `kasm.${sandbox.domain}`,
          read: { key: 'sandbox-key', secret: 'sandbox-key-secret' },
          // Its sessions start and end quicker than people's.
          interval: 1,
        },
      ],
    },
  };
}

type Decide = PermissionsService['authorizeConditional'];

/** Lets everybody do everything. */
export const allowAll: Decide = async permissions =>
  permissions.map(() => ({ result: AuthorizeResult.ALLOW }));

/** A portal's backend with only this plugin in it. */
export interface Portal {
  get(path: string, headers?: Record<string, string>): request.Test;
  /** What was published, by topic. */
  events: Array<{ topic: string; eventPayload: unknown }>;
  logs: string[];
  /** Of the plugin's routes. */
  url: string;
  /** What owners were told. */
  notifications: NotificationSendOptions[];
  /** What was kept in the audit log, with its end. */
  audit: Array<
    AuditorServiceCreateEventOptions & {
      status: 'initiated' | 'succeeded' | 'failed';
      error?: Error;
    }
  >;
  post(
    path: string,
    body: object,
    headers?: Record<string, string>,
  ): request.Test;
  /** Who decides from now on. */
  decide: Decide;
  stop(): Promise<void>;
}

/** Starts the plugin with some configuration. */
export async function startPortal(options: {
  sandbox?: Sandbox;
  /** `kasm.deployments`. */
  deployments?: object[];
  /** More of the `kasm` section; all of it without a sandbox. */
  kasm?: object;
  /** Instead of one in memory. */
  database?: DatabaseService;
}): Promise<Portal> {
  const directory = await mkdtemp(join(tmpdir(), 'kasm-portal-'));
  const kubeconfigFile = join(directory, 'kubeconfig');
  const { sandbox, deployments } = options;
  if (sandbox) {
    await writeFile(kubeconfigFile, sandbox.kubeconfig);
  }
  // As whoever looks after the credentials does.
  const forgetKubeconfig = sandbox?.onKubeconfig(
    text => void writeFile(kubeconfigFile, text),
  );
  const base = sandbox && sandboxConfig(sandbox, kubeconfigFile, deployments);
  const data =
    base || options.kasm ? { kasm: { ...base?.kasm, ...options.kasm } } : {};
  const events: Portal['events'] = [];
  const logs: string[] = [];
  const notifications: Portal['notifications'] = [];
  const audit: Portal['audit'] = [];
  const log = (message: string) => void logs.push(message);
  const logger = mockServices.logger.mock({
    info: log,
    warn: log,
    error: log,
    child: () => logger,
  });
  const portal = { decide: allowAll } as Portal;
  const backend: TestBackend = await startTestBackend({
    features: [
      kasmPlugin,
      ...(options.database ? [databaseFactory(options.database)] : []),
      mockServices.rootConfig.factory({ data: data as never }),
      logger.factory,
      mockServices.permissions.mock({
        authorizeConditional: (permissions, decideOptions) =>
          portal.decide(permissions, decideOptions),
        authorize: (permissions, decideOptions) =>
          portal.decide(permissions as never, decideOptions) as never,
      }).factory,
      mockServices.events.mock({
        publish: async event => void events.push(event),
      }).factory,
      mockServices.auditor.mock({
        createEvent: async event => {
          const record: Portal['audit'][number] = {
            ...event,
            status: 'initiated',
          };
          audit.push(record);
          return {
            success: async () => void (record.status = 'succeeded'),
            fail: async ({ error }) =>
              void Object.assign(record, { status: 'failed', error }),
          };
        },
      }).factory,
      createServiceFactory({
        service: notificationService,
        deps: {},
        factory: () => ({
          send: async notification => void notifications.push(notification),
        }),
      }),
    ],
  });
  return Object.assign(portal, {
    events,
    logs,
    url: `http://localhost:${backend.server.port()}/api/kasm`,
    notifications,
    audit,
    post: (path: string, body: object, headers: Record<string, string> = {}) =>
      request(backend.server).post(`/api/kasm${path}`).set(headers).send(body),
    get: (path: string, headers: Record<string, string> = {}) =>
      request(backend.server).get(`/api/kasm${path}`).set(headers),
    async stop() {
      forgetKubeconfig?.();
      await backend.stop();
      await rm(directory, { recursive: true, force: true });
    },
  });
}

function databaseFactory(database: DatabaseService) {
  return createServiceFactory({
    service: coreServices.database,
    deps: {},
    factory: () => database,
  });
}

/** Asks until the answer is as wanted; fails with the last answer at the deadline. */
export async function eventually<T>(
  ask: () => Promise<T>,
  wanted: (answer: T) => boolean,
  deadline = 10_000,
): Promise<T> {
  const end = Date.now() + deadline;
  for (;;) {
    const answer = await ask();
    if (wanted(answer)) {
      return answer;
    }
    if (Date.now() > end) {
      throw new Error(
        `Not so within ${deadline} ms; the last answer was ${JSON.stringify(
          answer,
        ).slice(0, 2000)}`,
      );
    }
    await new Promise(resolve => setTimeout(resolve, 25));
  }
}

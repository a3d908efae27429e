/* eslint-disable no-console -- tells that it listens to the process that started it */
import { readFileSync } from 'node:fs';
import { createBackend } from '@backstage/backend-defaults';
import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { Router } from 'express';
import { demonstrationPolicy } from '../../packages/backend/src/demonstrationPolicy';
import { demonstrationSignIn } from '../../packages/backend/src/demonstrationSignIn';
import { floorPlugin } from './floorPlugin';

/** What this process has used so far: `GET /api/usage`. */
export interface Usage {
  /** Milliseconds of CPU. */
  cpu: number;
  /** Bytes. */
  rss: number;
}

const usagePlugin = createBackendPlugin({
  pluginId: 'usage',
  register(env) {
    env.registerInit({
      deps: { httpRouter: coreServices.httpRouter },
      async init({ httpRouter }) {
        const router = Router();
        router.get('/', (_, response) => {
          const { user, system } = process.cpuUsage();
          const { rss } = process.memoryUsage();
          const usage: Usage = { cpu: (user + system) / 1000, rss };
          response.json(usage);
        });
        httpRouter.use(router);
        httpRouter.addAuthPolicy({ path: '/', allow: 'unauthenticated' });
      },
    });
  },
});

/**
 * A portal with both plugins: sign-in, permissions, policy and catalog are Backstage's own, and both
 * plugins go through them.
 */
async function run(configFile: string): Promise<void> {
  const backend = createBackend();
  backend.add(
    mockServices.rootConfig.factory({
      data: JSON.parse(readFileSync(configFile, 'utf8')),
    }),
  );
  backend.add(import('@backstage/plugin-auth-backend'));
  backend.add(demonstrationSignIn);
  backend.add(import('@backstage/plugin-permission-backend'));
  backend.add(demonstrationPolicy);
  backend.add(import('@backstage/plugin-catalog-backend'));
  backend.add(import('@backstage/plugin-kubernetes-backend'));
  backend.add(import('../../plugins/kasm-backend/src'));
  backend.add(usagePlugin);
  backend.add(floorPlugin);
  await backend.start();
  console.log('{"started":true}');
  process.stdin.resume();
  process.stdin.once('end', () => process.exit(0));
}

run(process.argv[2]).catch(error => {
  console.error(error);
  process.exit(1);
});

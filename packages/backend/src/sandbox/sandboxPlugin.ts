import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { createSandboxRouter } from './createSandboxRouter';
import { sandboxControlPermission } from './sandboxPermission';

/**
 * `/api/sandbox/control`: the sandbox's faults and clock for the page of the demonstration portal.
 * Serves nothing unless `sandbox.controlPort` is set, which no production configuration does.
 */
export const sandboxPlugin = createBackendPlugin({
  pluginId: 'sandbox',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
      },
      async init({
        config,
        httpAuth,
        httpRouter,
        permissions,
        permissionsRegistry,
      }) {
        const controlPort = config.getOptionalNumber('sandbox.controlPort');
        if (controlPort === undefined) return;
        permissionsRegistry.addPermissions([sandboxControlPermission]);
        httpRouter.use(
          createSandboxRouter({ controlPort, httpAuth, permissions }),
        );
      },
    });
  },
});

import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import { kasmPermissions } from '@kasm-portal/backstage-plugin-kasm-common';
import { readKasmConfig } from '@kasm-portal/backstage-plugin-kasm-node';
import {
  DeploymentAccess,
  deploymentResource,
} from './permissions/DeploymentAccess';
import {
  deploymentRules,
  kasmDeploymentResourceRef,
} from './permissions/deploymentRules';
import { ChangeSignal } from './service/ChangeSignal';
import { createRouter } from './service/createRouter';
import { Observatory } from './service/Observatory';

/**
 * Backend plugin `kasm`: observes the Kasm Workspaces deployments of the clusters in `kasm.clusters`,
 * judges them and serves their status at `/api/kasm/v1`. Only reads; only with readers' credentials.
 * Without `kasm` configuration it starts and says that nothing is configured.
 *
 * @public
 */
export const kasmPlugin = createBackendPlugin({
  pluginId: 'kasm',
  register(env) {
    env.registerInit({
      deps: {
        auditor: coreServices.auditor,
        config: coreServices.rootConfig,
        events: eventsServiceRef,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        signals: signalsServiceRef,
      },
      async init({
        auditor,
        config,
        events,
        httpAuth,
        httpRouter,
        lifecycle,
        logger,
        permissions,
        permissionsRegistry,
        signals,
      }) {
        const kasmConfig = readKasmConfig(config);
        const signal = new ChangeSignal({ signals, logger });
        const observatory =
          kasmConfig &&
          new Observatory({ config: kasmConfig, logger, events, signal });

        permissionsRegistry.addResourceType({
          resourceRef: kasmDeploymentResourceRef,
          permissions: kasmPermissions,
          rules: Object.values(deploymentRules),
          getResources: async refs =>
            refs.map(ref => {
              const known = observatory?.deployment(ref);
              return known && deploymentResource(known.facts);
            }),
        });
        httpRouter.use(
          createRouter({
            observatory,
            access: new DeploymentAccess(permissions, permissionsRegistry),
            httpAuth,
            auditor,
          }),
        );
        if (!observatory) {
          logger.info(
            'Not configured: there is no kasm section in the configuration',
          );
          return;
        }
        lifecycle.addShutdownHook(async () => {
          await observatory.stop();
          signal.stop();
        });
        observatory.start();
      },
    });
  },
});

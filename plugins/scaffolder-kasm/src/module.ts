import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import {
  createWriterClients,
  readKasmConfig,
} from '@kasm-portal/backstage-plugin-kasm-node';
import { createDeploymentAction } from './create/createDeploymentAction';

/**
 * Adds `kasm:deployment:create` to the scaffolder. The only part of the portal that loads writers'
 * credentials, and that not before a task needs one.
 *
 * @public
 */
export const scaffolderModuleKasm = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'kasm',
  register(env) {
    env.registerInit({
      deps: {
        actions: scaffolderActionsExtensionPoint,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        permissions: coreServices.permissions,
      },
      async init({
        actions,
        auth,
        catalog,
        config,
        lifecycle,
        logger,
        permissions,
      }) {
        const kasm = readKasmConfig(config);
        if (!kasm) {
          logger.info('No kasm configuration: kasm:deployment:create is idle');
        }
        const clients = kasm && createWriterClients(kasm);
        lifecycle.addShutdownHook(async () => clients?.close());
        actions.addActions(
          createDeploymentAction({
            config: kasm,
            clients,
            auth,
            catalog,
            permissions,
          }),
        );
      },
    });
  },
});

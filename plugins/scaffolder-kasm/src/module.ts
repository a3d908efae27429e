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
import { kasmActions } from './kasmActions';

/**
 * Adds the actions `kasm:*` to the scaffolder. The only part of the portal that loads writers'
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
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        permissions: coreServices.permissions,
        userInfo: coreServices.userInfo,
      },
      async init({
        actions,
        auditor,
        auth,
        catalog,
        config,
        discovery,
        lifecycle,
        logger,
        permissions,
        userInfo,
      }) {
        const kasm = readKasmConfig(config);
        if (!kasm) {
          logger.info('No kasm configuration: the actions kasm:* are idle');
        }
        const clients = kasm && createWriterClients(kasm);
        lifecycle.addShutdownHook(async () => clients?.close());
        actions.addActions(
          ...kasmActions({
            config: kasm,
            clients,
            auditor,
            auth,
            catalog,
            discovery,
            permissions,
            userInfo,
          }),
        );
      },
    });
  },
});

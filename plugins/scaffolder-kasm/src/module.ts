import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import {
  createKasmApis,
  createWriterClients,
  readKasmConfig,
} from '@kasm-portal/backstage-plugin-kasm-node';
import { kasmActions } from './kasmActions';
import { scheduleRenewalRestarts } from './restart/scheduleRenewalRestarts';
import type { ActionServices } from './run/ActionServices';

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
        scheduler: coreServices.scheduler,
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
        scheduler,
        userInfo,
      }) {
        const kasm = readKasmConfig(config);
        if (!kasm) {
          logger.info('No kasm configuration: the actions kasm:* are idle');
        }
        const clients = kasm && createWriterClients(kasm);
        const kasmApis = kasm && createKasmApis(kasm);
        lifecycle.addShutdownHook(async () => {
          await Promise.all([clients?.close(), kasmApis?.close()]);
        });
        const services: ActionServices = {
          config: kasm,
          clients,
          kasmApis,
          auditor,
          auth,
          catalog,
          discovery,
          permissions,
          userInfo,
        };
        actions.addActions(...kasmActions(services));
        if (kasm && clients) {
          await scheduleRenewalRestarts(scheduler, {
            services,
            config: kasm,
            clients,
            logger,
          });
        }
      },
    });
  },
});

import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import {
  KASM_EVENTS_TOPIC,
  KasmClient,
} from '@kasm-portal/backstage-plugin-kasm-common';
import { DeploymentEntityProvider } from './DeploymentEntityProvider';
import { PortalEntityProvider } from './PortalEntityProvider';
import { runbookEntity } from './runbookEntity';
import { clusterChoices } from './template/clusterChoices';
import { kasmTemplates } from './template/kasmTemplates';

/**
 * The catalog module.
 *
 * @public
 */
export const catalogModuleKasm = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'kasm',
  register(reg) {
    reg.registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogProcessingExtensionPoint,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        events: eventsServiceRef,
        logger: coreServices.logger,
        scheduler: coreServices.scheduler,
      },
      async init({
        auth,
        catalog,
        config,
        discovery,
        events,
        logger,
        scheduler,
      }) {
        const choices = clusterChoices(config);
        const owner =
          config.getOptionalString('kasm.catalog.owner') ??
          'group:default/platform-engineers';
        const reference = config.getOptionalString('kasm.catalog.runbook');
        const providers = choices.clusters.map(
          ({ name }) => new DeploymentEntityProvider(name, logger),
        );
        catalog.addEntityProvider(
          ...providers,
          new PortalEntityProvider([
            runbookEntity(owner, reference),
            ...kasmTemplates(owner, config),
          ]),
        );
        if (providers.length === 0) {
          return;
        }

        const client = new KasmClient({
          discoveryApi: discovery,
          fetchApi: { fetch },
        });
        const refresh = async () => {
          const { token } = await auth.getPluginRequestToken({
            onBehalfOf: await auth.getOwnServiceCredentials(),
            targetPluginId: 'kasm',
          });
          const list = await client.getDeployments({ token });
          await Promise.all(providers.map(provider => provider.refresh(list)));
        };
        // One after the other: an answer that was overtaken must not undo what a newer one brought.
        let last: Promise<void> = Promise.resolve();
        const tryToRefresh = () => {
          last = last.then(refresh).catch(error =>
            // The next round asks again; until then the catalog keeps what it has.
            logger.warn(`Could not ask for Kasm deployments: ${error.message}`),
          );
          return last;
        };

        await scheduler.scheduleTask({
          frequency: { seconds: 30 },
          timeout: { seconds: 30 },
          id: 'kasm-deployments',
          initialDelay: { seconds: 1 },
          fn: tryToRefresh,
        });
        await events.subscribe({
          id: 'catalog-kasm',
          topics: [KASM_EVENTS_TOPIC],
          onEvent: tryToRefresh,
        });
      },
    });
  },
});

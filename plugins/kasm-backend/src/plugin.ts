import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import {
  actionsRegistryServiceRef,
  metricsServiceRef,
} from '@backstage/backend-plugin-api/alpha';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import { kasmPermissions } from '@kasm-portal/backstage-plugin-kasm-common';
import { readKasmConfig } from '@kasm-portal/backstage-plugin-kasm-node';
import { ActionDesk } from './actions/ActionDesk';
import { registerActions } from './actions/registerActions';
import { KeyRefusals } from './audit/KeyRefusals';
import { PluginDatabase } from './database/PluginDatabase';
import { HistoryArchive } from './history/HistoryArchive';
import { HistoryRecorder } from './history/HistoryRecorder';
import { recordedBy } from './history/recordedBy';
import { evaluationTimer, FleetMetrics } from './metrics/FleetMetrics';
import { DatabaseToldStore } from './notifications/DatabaseToldStore';
import { OwnerNotices } from './notifications/OwnerNotices';
import {
  DeploymentAccess,
  deploymentResource,
} from './permissions/DeploymentAccess';
import {
  deploymentRules,
  kasmDeploymentResourceRef,
} from './permissions/deploymentRules';
import { DatabaseFirstFailures } from './releases/DatabaseFirstFailures';
import { DatabaseLease } from './replicas/DatabaseLease';
import { CallerLimit } from './service/CallerLimit';
import { ChangeSignal } from './service/ChangeSignal';
import { createRouter } from './service/createRouter';
import { Observatory } from './service/Observatory';
import { VisibleDeployments } from './service/VisibleDeployments';
import { TransitionEvents } from './transitions/TransitionEvents';

/** Where nothing is configured, what is left to ask is counted all the same. */
const REQUESTS_PER_MINUTE = 600;

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
        actions: actionsRegistryServiceRef,
        auditor: coreServices.auditor,
        config: coreServices.rootConfig,
        database: coreServices.database,
        events: eventsServiceRef,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        metrics: metricsServiceRef,
        notifications: notificationService,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        signals: signalsServiceRef,
      },
      async init({
        actions,
        auditor,
        config,
        database,
        events,
        httpAuth,
        httpRouter,
        lifecycle,
        logger,
        metrics,
        notifications,
        permissions,
        permissionsRegistry,
        signals,
      }) {
        const kasmConfig = readKasmConfig(config);
        const signal = new ChangeSignal({ signals, logger });
        const pluginDatabase = new PluginDatabase({ database, logger });
        const lease = new DatabaseLease({ database: pluginDatabase, logger });
        const notices =
          kasmConfig?.notifications.enabled &&
          new OwnerNotices({
            config: kasmConfig.notifications,
            notifications,
            store: new DatabaseToldStore({
              client: () => pluginDatabase.client,
            }),
            leadership: lease,
            logger,
          });
        const history =
          kasmConfig?.history.enabled &&
          new HistoryRecorder({
            config: kasmConfig.history,
            database: pluginDatabase,
            lease,
            logger,
          });
        const firstFailures = new DatabaseFirstFailures({
          client: () => pluginDatabase.client,
          logger,
        });
        const observatory =
          kasmConfig &&
          new Observatory({
            config: kasmConfig,
            logger,
            events,
            signal,
            listeners: [
              new TransitionEvents({ events, logger }),
              new KeyRefusals({ auditor, logger }),
              ...(notices ? [notices] : []),
              ...(history ? [history] : []),
            ],
            onJudged: evaluationTimer(metrics),
            firstFailures,
          });
        const access = new DeploymentAccess(permissions, permissionsRegistry, {
          cacheSeconds: kasmConfig?.permissionCacheSeconds,
        });
        const requestLimit = new CallerLimit(
          kasmConfig?.requestsPerMinute ?? REQUESTS_PER_MINUTE,
        );

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
            history:
              kasmConfig &&
              new HistoryArchive({
                config: kasmConfig.history,
                database: pluginDatabase,
              }),
            access,
            httpAuth,
            auditor,
            requestLimit,
          }),
        );
        if (!observatory) {
          logger.info(
            'Not configured: there is no kasm section in the configuration',
          );
          return;
        }
        registerActions(
          actions,
          new ActionDesk({
            visible: new VisibleDeployments(observatory, access),
            auditor,
            requestLimit,
          }),
        );
        const fleetMetrics = new FleetMetrics({ metrics, fleet: observatory });
        lifecycle.addShutdownHook(async () => {
          fleetMetrics.stop();
          if (notices) {
            await notices.stop();
          }
          // Before the observatory closes its eyes: that is no news of any deployment.
          if (history) {
            await history.stop();
          }
          await observatory.stop();
          await firstFailures.stop();
          signal.stop();
          await lease.stop();
          await pluginDatabase.stop();
        });
        pluginDatabase.start();
        lease.start();
        firstFailures.start();
        fleetMetrics.start();
        if (notices) {
          notices.start();
        }
        observatory.start();
        if (history) {
          history.start(recordedBy(observatory, kasmConfig.clusters));
        }
      },
    });
  },
});

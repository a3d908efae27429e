import type {
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type {
  KasmConfig,
  KubeClients,
} from '@kasm-portal/backstage-plugin-kasm-node';
import type { ActionServices } from '../run/ActionServices';
import { restartAfterRenewal } from './restartAfterRenewal';

/** Looks a few times in every hour, on one of the portal's replicas: what failed is tried again. */
export async function scheduleRenewalRestarts(
  scheduler: SchedulerService,
  surroundings: {
    services: ActionServices;
    config: KasmConfig;
    clients: KubeClients;
    logger: LoggerService;
  },
): Promise<void> {
  await scheduler.scheduleTask({
    id: 'kasm-restart-after-renewal',
    frequency: { cron: '5,25,45 * * * *' },
    timeout: { minutes: 45 },
    scope: 'global',
    fn: signal =>
      restartAfterRenewal({
        ...surroundings,
        signal: signal as AbortSignal,
      }),
  });
}

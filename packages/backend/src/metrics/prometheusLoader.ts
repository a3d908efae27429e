import {
  coreServices,
  createBackendFeatureLoader,
} from '@backstage/backend-plugin-api';
import { servePrometheus } from './servePrometheus';

/** `prometheus` in the configuration makes the portal's numbers readable; see `docs/metrics.md`. */
export const prometheusLoader = createBackendFeatureLoader({
  deps: { config: coreServices.rootConfig, logger: coreServices.rootLogger },
  async loader({ config, logger }) {
    const port = config.getOptionalNumber('prometheus.port');
    if (port === undefined) return [];
    const host = config.getOptionalString('prometheus.host') ?? '127.0.0.1';
    try {
      await servePrometheus({ host, port });
      logger.info(`Metrics for Prometheus: http://${host}:${port}/metrics`);
    } catch (error) {
      // A portal without numbers is better than none.
      logger.error(
        `No metrics for Prometheus: ${host}:${port} cannot be listened on (${
          (error as Error).message
        })`,
      );
    }
    return [];
  },
});

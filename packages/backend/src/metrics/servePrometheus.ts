import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { metrics } from '@opentelemetry/api';
import { MeterProvider } from '@opentelemetry/sdk-metrics';
import { DepartingExporter } from './DepartingExporter';

/**
 * Collects what the plugins measure from now on, and answers Prometheus at `/metrics`. Has to be called
 * before the plugins ask for their meters.
 *
 * @param port - 0 takes any that is free
 */
export async function servePrometheus(options: {
  host: string;
  port: number;
}): Promise<{ port: number; stop(): Promise<void> }> {
  const exporter = new DepartingExporter({
    preventServerStart: true,
    withoutScopeInfo: true,
    // It would tell where the programs of this machine are.
    withoutTargetInfo: true,
  });
  const provider = new MeterProvider({ readers: [exporter] });
  const server = createServer((request, response) => {
    if (request.method === 'GET' && request.url === '/metrics') {
      exporter.getMetricsRequestHandler(request, response);
    } else {
      response.writeHead(404).end();
    }
  });
  await listen(server, options);
  metrics.setGlobalMeterProvider(provider);
  return {
    port: (server.address() as AddressInfo).port,
    async stop() {
      server.close();
      server.closeAllConnections();
      metrics.disable();
      await provider.shutdown();
    },
  };
}

function listen(
  server: Server,
  { host, port }: { host: string; port: number },
): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
    // The portal ends when it wants to, whoever collects.
    server.unref();
  });
}

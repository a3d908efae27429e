import { mockServices } from '@backstage/backend-test-utils';
import {
  createWriterClients,
  readKasmConfig,
  type KasmConfig,
  type KubeClient,
  type KubeClients,
} from '@kasm-portal/backstage-plugin-kasm-node';
import { startSandbox, type Sandbox } from 'sandbox';

/** The sandbox with its deployment `workspaces`, and the portal's writer there. */
export interface SeededTarget {
  sandbox: Sandbox;
  config: KasmConfig;
  clients: KubeClients;
  /** May do everything. */
  admin: KubeClient;
  stop(): Promise<void>;
}

function configFor(sandbox: Sandbox, token: string): KasmConfig {
  const credential = (cluster: 'rke2' | 'harvester') => ({
    server: sandbox.clusters[cluster].url,
    ca: sandbox.ca,
    token,
  });
  return readKasmConfig(
    mockServices.rootConfig({
      data: {
        kasm: {
          allowSandboxTokens: true,
          clusters: [
            {
              name: 'rke2',
              roles: ['controlPlane'],
              namespaces: ['kasm', 'database'],
              domains: [sandbox.domain],
              agentClusters: ['harvester'],
              ingress: {
                port: sandbox.kasmPort,
                address: '127.0.0.1',
                ca: sandbox.ca,
              },
              reader: credential('rke2'),
              writer: credential('rke2'),
            },
            {
              name: 'harvester',
              roles: ['agents'],
              namespaces: ['kasm-agents'],
              reader: credential('harvester'),
              writer: credential('harvester'),
            },
          ],
        },
      },
    }),
  )!;
}

/** Starts it on free ports. */
export async function seededTarget(): Promise<SeededTarget> {
  const sandbox = await startSandbox({
    ports: { rke2: 0, harvester: 0, kasm: 0, control: 0 },
    speed: 50,
  });
  const config = configFor(sandbox, 'sandbox-writer');
  const clients = createWriterClients(config);
  const admins = createWriterClients(configFor(sandbox, 'sandbox-admin'));
  return {
    sandbox,
    config,
    clients,
    admin: admins.client('rke2'),
    async stop() {
      await clients.close();
      await admins.close();
      await sandbox.stop();
    },
  };
}

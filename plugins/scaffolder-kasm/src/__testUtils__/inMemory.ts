import { mockServices } from '@backstage/backend-test-utils';
import {
  readKasmConfig,
  type KasmConfig,
  type KubeClients,
} from '@kasm-portal/backstage-plugin-kasm-node';
import type { InMemoryCluster } from './InMemoryCluster';

/** The least that somebody has to fill in. */
export const asked = {
  cluster: 'rke2',
  owner: 'group:default/platform-engineers',
  domain: 'example.com',
};

/** A configuration with one cluster that allows the documented names. */
export function configWith(server = 'https://127.0.0.1:1'): KasmConfig {
  const credential = { server, token: 'token' };
  const config = readKasmConfig(
    mockServices.rootConfig({
      data: {
        kasm: {
          clusters: [
            {
              name: 'rke2',
              roles: ['controlPlane'],
              namespaces: ['kasm', 'database', 'kasm-*'],
              domains: ['example.com'],
              reader: credential,
              writer: credential,
            },
            {
              name: 'harvester',
              roles: ['agents'],
              namespaces: ['kasm-agents'],
              reader: credential,
            },
          ],
        },
      },
    }),
  );
  return config!;
}

/** Options of the action on a cluster in memory whose public host answers. */
export function onCluster(cluster: InMemoryCluster) {
  const clients: KubeClients = {
    client: () => cluster,
    close: async () => undefined,
  };
  return {
    config: configWith(),
    clients,
    pollInterval: 1,
    probe: async () => ({ status: 200, body: '{"ok": true}' }),
    now: () => new Date('2026-11-22T13:00:00Z'),
  };
}

import { InputError } from '@backstage/errors';
import { findCluster } from '../clusters/findCluster';
import type {
  ClusterConfig,
  CredentialConfig,
  KasmConfig,
} from '../clusters/KasmConfig';
import { loadCredential } from '../credentials/loadCredential';
import { createKubeClient } from './createKubeClient';
import type { KubeClient } from './KubeClient';

/**
 * One client per cluster, all with the same kind of credential. A client is made when it is first
 * asked for, and its credential is loaded at its first call.
 *
 * @public
 */
export interface KubeClients {
  /**
   * The client of that cluster.
   *
   * @throws InputError when the cluster is not configured or has no such credential
   */
  client(cluster: string): KubeClient;
  /** Closes every socket of every client. */
  close(): Promise<void>;
}

/**
 * Clients that may read. Never looks at a writer's credential.
 *
 * @public
 */
export function createReaderClients(config: KasmConfig): KubeClients {
  return holdClients(config, 'reader', cluster => cluster.reader);
}

/**
 * Clients that may change things: for the scaffolder module only. Nothing else in this package
 * leads to a writer's credential.
 *
 * @public
 */
export function createWriterClients(config: KasmConfig): KubeClients {
  return holdClients(config, 'writer', cluster => {
    if (cluster.writer) return cluster.writer;
    throw new InputError(
      `The portal may not change anything on cluster "${cluster.name}": configure kasm.clusters[].writer for it, or choose another cluster`,
    );
  });
}

function holdClients(
  config: KasmConfig,
  access: 'reader' | 'writer',
  credentialOf: (cluster: ClusterConfig) => CredentialConfig,
): KubeClients {
  const { allowExec, allowSandboxTokens } = config;
  const clients = new Map<string, KubeClient>();
  let closed = false;

  return {
    client(name) {
      if (closed) throw new Error('These clients have been closed');
      const existing = clients.get(name);
      if (existing) return existing;
      const cluster = findCluster(config, name);
      const credential = credentialOf(cluster);
      const client = createKubeClient({
        cluster: name,
        loadCredential: () =>
          loadCredential(credential, {
            owner: `the ${access} of cluster ${name}`,
            allowExec,
            allowSandboxTokens,
          }),
      });
      clients.set(name, client);
      return client;
    },
    async close() {
      closed = true;
      const open = [...clients.values()];
      clients.clear();
      await Promise.all(open.map(client => client.close()));
    },
  };
}

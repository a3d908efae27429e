import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import {
  createKubeClient,
  KubeError,
  type KubeClient,
  type KubeObject,
  type KubeResource,
} from '@kasm-portal/backstage-plugin-kasm-node';
import { startSandbox } from 'sandbox';
import { parse, parseAllDocuments } from 'yaml';

/** Documents of a shipped file. */
export function manifestsOf(file: string): KubeObject[] {
  return parseAllDocuments(
    readFileSync(resolve(__dirname, '../../../manifests', file), 'utf8'),
  ).map(document => document.toJS());
}

/** An API server with a reader whose rights are whatever is applied there. */
export interface Place {
  admin: KubeClient;
  reader: KubeClient;
  /** Which of the shipped documents belong there. */
  has(document: KubeObject): boolean;
  /** Puts the documents in the place of those of the same name. */
  apply(documents: KubeObject[]): Promise<void>;
  remove(documents: KubeObject[]): Promise<void>;
  stop(): Promise<void>;
}

const resourceOf = ({ apiVersion, kind, metadata }: KubeObject) => ({
  apiVersion,
  kind,
  plural: `${kind.toLowerCase()}s`,
  namespaced: metadata.namespace !== undefined,
});

const NAMESPACES: KubeResource = {
  apiVersion: 'v1',
  kind: 'Namespace',
  plural: 'namespaces',
  namespaced: false,
};

const unless =
  (kind: KubeError['kind']) =>
  (error: unknown): undefined => {
    if (!(error instanceof KubeError) || error.kind !== kind) throw error;
  };

function placeOf(options: {
  server: string;
  ca: string;
  tokens: { admin: string; reader: string };
  has(document: KubeObject): boolean;
  /** In the place of the ServiceAccounts of the files. */
  user?: string;
  stop?(): Promise<void>;
}): Place {
  const { server, ca, tokens, has, user } = options;
  const [admin, reader] = [tokens.admin, tokens.reader].map(token =>
    createKubeClient({
      cluster: 'rke2',
      loadCredential: async () => ({
        server,
        tls: { ca },
        headers: { authorization: `Bearer ${token}` },
      }),
    }),
  );
  const remove: Place['remove'] = async documents => {
    for (const document of documents) {
      const { name, namespace } = document.metadata;
      await admin.delete(resourceOf(document), name, { namespace });
    }
  };
  return {
    admin,
    reader,
    has,
    remove,
    async apply(documents) {
      const rights = documents.filter(({ kind }) => kind !== 'ServiceAccount');
      await remove(rights);
      for (const document of rights) {
        const { namespace } = document.metadata;
        if (namespace) {
          await admin
            .create(NAMESPACES, {
              apiVersion: 'v1',
              kind: 'Namespace',
              metadata: { name: namespace },
            })
            .catch(unless('alreadyExists'));
        }
        const subjects = user && [
          { apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: user },
        ];
        await admin.create(resourceOf(document), {
          ...document,
          ...(document.subjects && subjects ? { subjects } : {}),
        } as KubeObject);
      }
    },
    async stop() {
      await Promise.all([admin.close(), reader.close()]);
      await options.stop?.();
    },
  };
}

/** The sandbox's RKE2, without what lets people try any name there. */
export async function sandboxPlace(): Promise<Place> {
  const sandbox = await startSandbox({
    ports: { rke2: 0, harvester: 0, kasm: 0, control: 0 },
  });
  const { store, url } = sandbox.clusters.rke2;
  for (const { metadata } of store.list(
    'clusterrolebindings.rbac.authorization.k8s.io',
  )) {
    if (metadata.name.startsWith('sandbox-any-namespace')) {
      store.delete(
        'clusterrolebindings.rbac.authorization.k8s.io',
        undefined,
        metadata.name,
      );
    }
  }
  return placeOf({
    server: url,
    ca: sandbox.ca,
    tokens: { admin: 'sandbox-admin', reader: 'sandbox-reader' },
    // The agents are on the other cluster.
    has: ({ metadata }) => metadata.namespace !== 'kasm-agents',
    stop: () => sandbox.stop(),
  });
}

/** A real API server, with both parts of the files on it; see shared/kube. */
export async function realPlace(kubeconfig: string): Promise<Place> {
  const { clusters } = parse(readFileSync(kubeconfig, 'utf8'));
  return placeOf({
    server: clusters[0].cluster.server,
    // The server makes its own certificate there.
    ca: readFileSync(join(dirname(kubeconfig), 'certs/apiserver.crt'), 'utf8'),
    tokens: { admin: 'admin-token', reader: 'reader-token' },
    has: () => true,
    user: 'kasm-reader',
  });
}

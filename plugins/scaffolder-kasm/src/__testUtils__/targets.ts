import { mockServices } from '@backstage/backend-test-utils';
import {
  deploymentNames,
  kasmDeploymentSpec,
} from '@kasm-portal/backstage-plugin-kasm-common/spec';
import {
  createWriterClients,
  readKasmConfig,
  resources,
  type KasmConfig,
  type KubeClient,
  type KubeObject,
} from '@kasm-portal/backstage-plugin-kasm-node';
import { startSandbox, type Sandbox } from 'sandbox';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import type { EndpointProbe } from '../run/endpointProbe';
import { isKubeError } from '../run/StepFailure';
import { pause } from '../run/waitFor';
import { resourceOf } from '../run/resourceOf';
import { platformObjects } from './platformObjects';
import { playOperators } from './playOperators';

/** A control plane to create deployments on. */
export interface Target {
  config: KasmConfig;
  domain: string;
  admin: KubeClient;
  /** Set where nothing serves the public host. */
  probe?: EndpointProbe;
  /** Lets the operators work on one deployment; they always do where there are real stand-ins. */
  operate(input: object): { stop(): Promise<void> };
  stop(): Promise<void>;
}

interface Place {
  server: string;
  /** PEM. */
  ca: string;
  domain: string;
  ingress: object;
}

function configFor(place: Place, token: string): KasmConfig {
  const { server, ca, domain, ingress } = place;
  const config = readKasmConfig(
    mockServices.rootConfig({
      data: {
        kasm: {
          allowSandboxTokens: true,
          clusters: [
            {
              name: 'rke2',
              roles: ['controlPlane'],
              namespaces: ['kasm', 'database', 'test-*'],
              domains: [domain],
              ingress,
              reader: { server, ca, token },
              writer: { server, ca, token },
            },
          ],
        },
      },
    }),
  );
  return config!;
}

/** The embedded clusters, with their stand-ins for the operators. */
export async function sandboxTarget(): Promise<Target & { sandbox: Sandbox }> {
  const sandbox = await startSandbox({
    ports: { rke2: 0, harvester: 0, kasm: 0, control: 0 },
    speed: 50,
  });
  const place: Place = {
    server: sandbox.clusters.rke2.url,
    ca: sandbox.ca,
    domain: sandbox.domain,
    ingress: {
      port: sandbox.kasmPort,
      address: '127.0.0.1',
      ca: sandbox.ca,
    },
  };
  const admins = createWriterClients(configFor(place, 'sandbox-admin'));
  return {
    sandbox,
    config: configFor(place, 'sandbox-writer'),
    domain: sandbox.domain,
    admin: admins.client('rke2'),
    operate: () => ({ stop: async () => undefined }),
    async stop() {
      await admins.close();
      await sandbox.stop();
    },
  };
}

/** A real API server without operators; see shared/kube. */
export async function realTarget(
  file: string,
  writer = 'admin-token',
): Promise<Target> {
  const kubeconfig = parse(await readFile(file, 'utf8'));
  const place: Place = {
    server: kubeconfig.clusters[0].cluster.server,
    // the server makes its own certificate there
    ca: await readFile(join(dirname(file), 'certs/apiserver.crt'), 'utf8'),
    domain: 'example.com',
    ingress: {},
  };
  const config = configFor(place, writer);
  const admins = createWriterClients(configFor(place, 'admin-token'));
  const admin = admins.client('rke2');
  await preparePlatform(admin);
  return {
    config,
    domain: place.domain,
    admin,
    probe: async () => ({ status: 200, body: '{"ok": true}' }),
    operate: input =>
      playOperators(
        admin,
        deploymentNames(kasmDeploymentSpec.parse(input)),
        config.clusters[0].systemNamespace,
      ),
    stop: () => admins.close(),
  };
}

/** An issuer and everything else that a cluster brings which is ready for Kasm. */
async function preparePlatform(admin: KubeClient): Promise<void> {
  const put = async (object: KubeObject) => {
    const resource = resourceOf(object);
    const { name, namespace } = object.metadata;
    await admin.create(resource, object).catch(error => {
      if (!isKubeError(error, 'alreadyExists')) {
        throw error;
      }
    });
    if (object.status) {
      await admin.mergePatch(
        resource,
        name,
        { status: object.status },
        { namespace, subresource: 'status' },
      );
    }
  };
  await put({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'cnpg-system' },
  });
  await put({
    apiVersion: 'cert-manager.io/v1',
    kind: 'ClusterIssuer',
    metadata: { name: 'vault-issuer' },
    spec: { selfSigned: {} },
  });
  for (const object of platformObjects()) {
    if (object.kind === 'Node') {
      // without a kubelet a node is not ready for long; another is expected then
      object.metadata.annotations = {
        'cluster-autoscaler.kubernetes.io/node-group': 'general',
      };
    }
    await put(object);
  }
  await playKubelet(admin, 'cnpg-system');
}

/** Says of the operator's pod that it is ready, as soon as its controller has made it. */
async function playKubelet(
  admin: KubeClient,
  namespace: string,
): Promise<void> {
  const within = AbortSignal.timeout(20_000);
  for (;;) {
    const { items } = await admin.list(resources.pods, { namespace });
    for (const { metadata } of items) {
      await admin.mergePatch(
        resources.pods,
        metadata.name,
        {
          status: {
            phase: 'Running',
            conditions: [{ type: 'Ready', status: 'True' }],
          },
        },
        { namespace, subresource: 'status' },
      );
    }
    const operators = await admin.list<
      KubeObject & { status?: { availableReplicas?: number } }
    >(resources.deployments, { namespace });
    if (operators.items.some(({ status }) => status?.availableReplicas)) {
      return;
    }
    await pause(200, within);
  }
}

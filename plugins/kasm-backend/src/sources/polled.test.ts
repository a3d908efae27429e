import {
  createKubeClient,
  type KubeClient,
} from '@kasm-portal/backstage-plugin-kasm-node';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { eventually } from '../__testUtils__/startPortal';
import { NamespaceWatch } from './NamespaceWatch';
import { UsageWatch } from './UsageWatch';

describe('what cannot be watched', () => {
  let server: Server;
  let client: KubeClient;
  let answer: { status: number; body: object };
  let asked: string[];

  beforeEach(async () => {
    asked = [];
    server = createServer((request, response) => {
      asked.push(request.url ?? '');
      response
        .writeHead(answer.status, { 'content-type': 'application/json' })
        .end(JSON.stringify(answer.body));
    }).listen(0, '127.0.0.1');
    await new Promise(resolve => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    client = createKubeClient({
      cluster: 'rke2',
      loadCredential: async () => ({
        server: `http://127.0.0.1:${port}`,
        tls: {},
        headers: {},
      }),
    });
  });
  afterEach(async () => {
    await client.close();
    server.closeAllConnections();
    await new Promise(resolve => server.close(resolve));
  });

  const failure = (code: number, reason: string) => ({
    status: code,
    body: { kind: 'Status', apiVersion: 'v1', status: 'Failure', reason, code },
  });

  async function namespaceFacts() {
    const watch = new NamespaceWatch({
      client,
      namespace: 'kasm',
      changed: () => {},
    });
    watch.facts(true);
    await eventually(
      async () => asked,
      all => all.length > 0,
    );
    await new Promise(resolve => setTimeout(resolve, 50));
    const facts = watch.facts(true);
    watch.stop();
    return facts;
  }

  it('a namespace is there, going, gone, or not for us to know', async () => {
    answer = { status: 200, body: { status: { phase: 'Active' } } };
    expect(await namespaceFacts()).toEqual({ phase: 'Active' });
    expect(asked).toEqual(['/api/v1/namespaces/kasm']);

    answer = {
      status: 200,
      body: {
        status: {
          phase: 'Terminating',
          conditions: [
            { type: 'NamespaceContentRemaining', message: 'pods. has 1 left' },
          ],
        },
      },
    };
    expect(await namespaceFacts()).toEqual({
      phase: 'Terminating',
      message: 'pods. has 1 left',
    });

    answer = failure(404, 'NotFound');
    expect(await namespaceFacts()).toEqual({ phase: 'absent' });

    answer = failure(403, 'Forbidden');
    expect(await namespaceFacts()).toBeUndefined();
  });

  it('a namespace is not asked for without a reason', async () => {
    const watch = new NamespaceWatch({
      client,
      namespace: 'kasm',
      changed: () => {},
    });
    expect(watch.facts(false)).toBeUndefined();
    await new Promise(resolve => setTimeout(resolve, 50));
    expect(asked).toEqual([]);
    watch.stop();
  });

  async function usage() {
    const watch = new UsageWatch({
      client,
      namespace: 'kasm',
      release: 'kasm',
      changed: () => {},
    });
    watch.start();
    await eventually(
      async () => asked,
      all => all.length > 0,
    );
    await new Promise(resolve => setTimeout(resolve, 50));
    watch.stop();
    return watch.usage;
  }

  it('use is summed by component and rounded, so that it does not move by itself', async () => {
    const pod = (component: string, ...uses: object[]) => ({
      metadata: {
        name: component,
        labels: { 'app.kubernetes.io/component': component },
      },
      containers: uses.map(one => ({ usage: one })),
    });
    answer = {
      status: 200,
      body: {
        metadata: {},
        items: [
          pod('proxy', { cpu: '12345678n', memory: '100Mi' }),
          pod('api', { cpu: '240m', memory: '1Gi' }, { cpu: '20m' }),
          pod('api', { cpu: '1', memory: '10Mi' }),
          { metadata: { name: 'unlabelled' } },
        ],
      },
    };
    expect(await usage()).toEqual([
      { component: 'api', cpu: 1250, memory: 1024 ** 3 },
      { component: 'proxy', cpu: 0, memory: 128 * 1024 ** 2 },
    ]);
    expect(asked[0]).toContain(
      '/apis/metrics.k8s.io/v1beta1/namespaces/kasm/pods?',
    );
    expect(decodeURIComponent(asked[0])).toContain(
      'app.kubernetes.io/instance=kasm',
    );
  });

  it.each([
    [404, 'NotFound'],
    [403, 'Forbidden'],
    [503, 'ServiceUnavailable'],
  ])('use is simply not known when the answer is %d', async (code, reason) => {
    answer = failure(code, reason);
    expect(await usage()).toBeUndefined();
  });
});

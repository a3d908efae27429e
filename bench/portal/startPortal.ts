import { createServer } from 'node:net';
import { join } from 'node:path';
import { startChild } from '../harness/childProcess';
import { pause } from '../harness/statistics';
import type { Counts, Order } from './clusterProcess';
import {
  writePortalConfig,
  type Clusters,
  type PortalOptions,
} from './portalConfig';
import type { Usage } from './portalProcess';

/** A portal with both plugins, and the clusters that it looks at. */
export interface Portal {
  url: string;
  /** Of a platform engineer. */
  token: string;
  /** Numbers of the deployments, as their names end with them. */
  members: string[];
  /** Has something done to the clusters, and returns what they were asked for so far. */
  order(order: Order): Promise<Counts>;
  usage(): Promise<Usage>;
}

/** Starts the clusters and the portal, each in a process of its own, and waits until all is seen. */
export async function startPortal(
  fleet: number,
  options: PortalOptions = {},
): Promise<Portal> {
  // The first of a fleet is the deployment of the sandbox.
  const members = Array.from({ length: fleet }, (_, index) =>
    String(index + 1).padStart(4, '0'),
  );
  const clusters = await startClusters(fleet);
  const port = await freePort();
  const config = writePortalConfig(clusters.known, port, members, options);
  await new Promise<void>((resolve, reject) => {
    const { exited } = startChild(
      join(__dirname, 'portalProcess.ts'),
      [config],
      line => {
        if (line === '{"started":true}') {
          resolve();
        }
      },
    );
    exited.then(code => reject(new Error(`The portal ended (exit ${code}).`)));
  });
  const url = `http://localhost:${port}`;
  const token = await signIn(url);
  await complete(url, token, members);
  return {
    url,
    token,
    members,
    order: clusters.order,
    usage: async () => (await fetch(`${url}/api/usage`)).json(),
  };
}

async function startClusters(fleet: number): Promise<{
  known: Clusters;
  order: Portal['order'];
}> {
  const answers: Array<(answer: any) => void> = [];
  const next = () => new Promise<any>(resolve => answers.push(resolve));
  const first = next();
  const { exited, tell } = startChild(
    join(__dirname, 'clusterProcess.ts'),
    [String(fleet)],
    line => {
      if (line.startsWith('{')) {
        answers.shift()?.(JSON.parse(line));
      }
    },
  );
  const known = await Promise.race([
    first,
    exited.then(code => {
      throw new Error(`The clusters ended (exit ${code}).`);
    }),
  ]);
  return {
    known,
    order: order => {
      const answer = next();
      tell(JSON.stringify(order));
      return answer;
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve =>
    server.listen(0, '127.0.0.1', () => resolve()),
  );
  const { port } = server.address() as { port: number };
  await new Promise(resolve => server.close(resolve));
  return port;
}

/** The catalog has to have read its users first. */
async function signIn(url: string): Promise<string> {
  for (let attempt = 0; attempt < 240; attempt += 1) {
    const response = await fetch(`${url}/api/auth/platform-engineer/refresh`, {
      headers: { 'x-requested-with': 'XMLHttpRequest' },
    }).catch(() => undefined);
    const answer: any = response?.ok ? await response.json() : undefined;
    if (answer?.backstageIdentity) {
      return answer.backstageIdentity.token;
    }
    await pause(250);
  }
  throw new Error('Nobody could sign in.');
}

async function complete(
  url: string,
  token: string,
  members: string[],
): Promise<void> {
  for (let attempt = 0; attempt < 480; attempt += 1) {
    const response = await fetch(`${url}/api/kasm/v1/deployments`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const { items = [] } = (await response.json()) as any;
    const healthy = items.filter(({ health }: any) => health === 'healthy');
    if (healthy.length >= members.length) {
      return;
    }
    await pause(250);
  }
  throw new Error('The deployments did not become healthy.');
}

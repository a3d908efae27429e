import {
  deploymentNames,
  kasmDeploymentSpec,
} from '../../plugins/kasm-common/src/spec';
import {
  createKubeClient,
  type ClusterConfig,
} from '../../plugins/kasm-node/src';
import { preflight } from '../../plugins/scaffolder-kasm/src/preflight/preflight';
import { deadlinesSchema } from '../../plugins/scaffolder-kasm/src/run/deadlines';
import { Progress } from '../../plugins/scaffolder-kasm/src/run/progress';
import type { RunContext } from '../../plugins/scaffolder-kasm/src/run/RunContext';
import { WriteRecord } from '../../plugins/scaffolder-kasm/src/run/WriteRecord';
import { sandboxToken } from '../../packages/sandbox/src/access/users';
import type { Scenario } from '../harness/Scenario';
import { median, percentile, timed } from '../harness/statistics';
import { latentClient } from '../sandbox/latentClient';
import { startSandboxProcess } from '../sandbox/startServer';

const LATENCY = 5;
const RUNS = 30;

const spec = kasmDeploymentSpec.parse({
  cluster: 'rke2',
  name: 'bench',
  owner: 'group:default/platform-engineers',
  domain: 'sandbox.localhost',
  database: {
    namespace: 'bench-db',
    backups: {
      method: 'plugin',
      destinationPath: 's3://bucket/bench-pg',
      credentialsSecret: 'backup',
    },
  },
});

const cluster = {
  name: 'rke2',
  roles: ['controlPlane'],
  systemNamespace: 'kasm-portal',
  operatorNamespace: 'cnpg-system',
  namespaces: ['*'],
  domains: ['sandbox.localhost'],
  agentClusters: [],
  ingress: { namespace: 'kube-system', workload: 'rke2-traefik', port: 443 },
  helm: {},
  images: {},
  agents: {},
  rancher: false,
} as unknown as ClusterConfig;

/** Everything that creating a deployment looks at before it writes. */
export const scenario: Scenario = {
  title: `Actions: preflight with ${LATENCY} ms to the API and back`,
  cases: {
    async preflight() {
      const { rke2, ca } = await startSandboxProcess(0);
      const client = createKubeClient({
        cluster: 'rke2',
        loadCredential: async () => ({
          server: rke2,
          tls: { ca },
          headers: { authorization: `Bearer ${sandboxToken('writer')}` },
        }),
      });
      const times: number[] = [];
      let requests = 0;
      let twice = 0;
      for (let run = 0; run < RUNS; run += 1) {
        const away = latentClient(client, LATENCY);
        const { took, result } = await timed(() =>
          preflight(contextOf(away.client), []),
        );
        const failed = result.checks.filter(({ status }) => status === 'fail');
        if (failed.length > 0) {
          throw new Error(failed.map(({ detail }) => detail).join('; '));
        }
        // programs are slow at first
        if (run >= 5) {
          times.push(took);
        }
        requests = away.asked.length;
        twice = requests - new Set(away.asked).size;
      }
      await client.close();
      return [
        { what: 'Preflight, p50', value: median(times), unit: 'ms', most: 300 },
        { what: 'Preflight, p99', value: percentile(times, 99), unit: 'ms' },
        { what: 'Requests of a preflight', value: requests, unit: '' },
        { what: 'Requests sent twice', value: twice, unit: '', most: 0 },
      ];
    },
  },
};

function contextOf(client: RunContext['client']): RunContext {
  const silent = { info: () => {}, warn: () => {} };
  return {
    spec,
    names: deploymentNames(spec),
    cluster,
    client,
    deadlines: deadlinesSchema.parse({}),
    progress: new Progress(silent),
    written: new WriteRecord(),
    probe: async () => ({ status: 200, body: '' }),
    resolve: async () => ['127.0.0.1'],
    signal: new AbortController().signal,
    dryRun: false,
    pollInterval: 1_000,
    task: 'bench',
    now: () => new Date(),
  };
}

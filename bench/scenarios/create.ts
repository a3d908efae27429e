import {
  deploymentNames,
  kasmDeploymentSpec,
} from '../../plugins/kasm-common/src/spec';
import {
  createKubeClient,
  type ClusterConfig,
} from '../../plugins/kasm-node/src';
import { deadlinesSchema } from '../../plugins/scaffolder-kasm/src/run/deadlines';
import { Progress } from '../../plugins/scaffolder-kasm/src/run/progress';
import type { PreparedRun } from '../../plugins/scaffolder-kasm/src/run/RunContext';
import { WriteRecord } from '../../plugins/scaffolder-kasm/src/run/WriteRecord';
import { announce } from '../../plugins/scaffolder-kasm/src/steps/descriptor';
import { foundation } from '../../plugins/scaffolder-kasm/src/steps/foundation';
import { namespaces } from '../../plugins/scaffolder-kasm/src/steps/namespaces';
import { networkPolicies } from '../../plugins/scaffolder-kasm/src/steps/networkPolicies';
import { release } from '../../plugins/scaffolder-kasm/src/steps/release';
import { route } from '../../plugins/scaffolder-kasm/src/steps/route';
import { secrets } from '../../plugins/scaffolder-kasm/src/steps/secrets';
import { sandboxToken } from '../../packages/sandbox/src/access/users';
import type { Scenario } from '../harness/Scenario';
import { median, percentile, timed } from '../harness/statistics';
import { latentClient } from '../sandbox/latentClient';
import { startSandboxProcess } from '../sandbox/startServer';

const LATENCY = 5;
const RUNS = 25;
/** Programs are slow at first. */
const WARM = 5;

/** Every step that writes, in its order; what they would wait for is left out. */
const STEPS = [
  announce,
  namespaces,
  networkPolicies,
  secrets,
  foundation,
  release,
  route,
];

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

/** What creating a deployment writes, all its objects, backups and network policies among them. */
export const scenario: Scenario = {
  title: `Actions: writing every object of a deployment with ${LATENCY} ms to the API and back`,
  cases: {
    async create() {
      const { rke2, ca } = await startSandboxProcess(0);
      const client = createKubeClient({
        cluster: 'rke2',
        loadCredential: async () => ({
          server: rke2,
          tls: { ca },
          headers: { authorization: `Bearer ${sandboxToken('writer')}` },
        }),
      });
      const first: number[] = [];
      const again: number[] = [];
      let counts = { requests: 0, writes: 0, twice: 0, later: 0 };
      for (let number = 0; number < RUNS; number += 1) {
        const fresh = latentClient(client, LATENCY);
        const { took } = await timed(() =>
          write(contextOf(fresh.client, number)),
        );
        const repeated = latentClient(client, LATENCY);
        const second = await timed(() =>
          write(contextOf(repeated.client, number)),
        );
        if (number >= WARM) {
          first.push(took);
          again.push(second.took);
        }
        const stored = storedBy(fresh.asked);
        counts = {
          requests: fresh.asked.length,
          writes: stored.length,
          twice: stored.length - new Set(stored).size,
          // the descriptor of a run that goes on says whose that is
          later: storedBy(repeated.asked).filter(
            what => !what.startsWith('ConfigMap'),
          ).length,
        };
      }
      await client.close();
      return [
        {
          what: 'Writing all, p50',
          value: median(first),
          unit: 'ms',
          most: 500,
        },
        { what: 'Writing all, p99', value: percentile(first, 99), unit: 'ms' },
        { what: 'Requests of that', value: counts.requests, unit: '' },
        { what: 'Objects written', value: counts.writes, unit: '', least: 15 },
        {
          what: 'Objects written twice',
          value: counts.twice,
          unit: '',
          most: 0,
        },
        { what: 'All as it should be, p50', value: median(again), unit: 'ms' },
        {
          what: 'Objects written when all is as it should be',
          value: counts.later,
          unit: '',
          most: 0,
        },
      ];
    },
  },
};

async function write(run: PreparedRun): Promise<void> {
  for (const step of STEPS) {
    await step.write(run);
  }
}

/** Objects that were stored, by kind and name; a dry run stores nothing. */
function storedBy(asked: readonly string[]): string[] {
  return asked.flatMap(text => {
    const [verb, resource, object, options] = JSON.parse(text);
    return ['create', 'apply'].includes(verb) && !options?.dryRun
      ? [
          `${resource.kind} ${object.metadata.namespace} ${object.metadata.name}`,
        ]
      : [];
  });
}

function contextOf(client: PreparedRun['client'], number: number): PreparedRun {
  const spec = kasmDeploymentSpec.parse({
    cluster: 'rke2',
    name: `bench-${number}`,
    owner: 'group:default/platform-engineers',
    domain: 'sandbox.localhost',
    networkPolicies: true,
    database: {
      namespace: `bench-${number}-db`,
      backups: {
        method: 'plugin',
        destinationPath: `s3://bucket/bench-${number}`,
        credentialsSecret: 'backup',
      },
    },
  });
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
    signal: new AbortController().signal,
    dryRun: false,
    pollInterval: 1_000,
    task: 'bench',
    now: () => new Date('2026-11-22T12:00:00Z'),
    facts: {
      helm: { failurePolicy: 'retry', forceConflicts: true },
      initialised: false,
      archiveServerName: `bench-${number}-pg-202611221200`,
    },
  };
}

import type { KubeObject } from '@kasm-portal/backstage-plugin-kasm-node';
import { asked, onCluster } from '../__testUtils__/inMemory';
import {
  InMemoryCluster,
  type Reaction,
} from '../__testUtils__/InMemoryCluster';
import { runAction } from '../__testUtils__/runAction';
import {
  installs,
  issues,
  isTrue,
  runsDatabase,
} from '../__testUtils__/willingOperators';

const HELM = 'helm-install-kasm';
const INIT = 'kasm-db-init-job';

/** A helm-controller: the Job that it made is made again when somebody removes it. */
const runsAgain: Reaction = (object, cluster) => {
  const chart = cluster.find('HelmChart', 'kasm', 'kasm-portal');
  if (object.metadata.name === HELM && chart) {
    const init = cluster.find('Job', INIT, 'kasm');
    installs(chart, cluster);
    if (init) {
      // Helm leaves a Job that is there alone
      cluster.objects.set(`Job/kasm/${INIT}`, init);
    }
  }
};

/** A cluster in which something of this name fails until it is repaired. */
function brokenCluster(name: string, retry = false) {
  const cluster = new InMemoryCluster('vault-issuer');
  const state = { broken: true };
  cluster.reactions.push(issues, runsDatabase, installs, (object, here) => {
    if (state.broken && object.metadata.name === name) {
      here.status(object, { conditions: [isTrue('Failed')] });
    }
  });
  cluster.removals.push(runsAgain);
  if (retry) {
    cluster.put({
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'helmcharts.helm.cattle.io' },
      spec: {
        versions: [
          {
            name: 'v1',
            schema: {
              openAPIV3Schema: {
                properties: {
                  spec: {
                    properties: {
                      failurePolicy: { enum: ['abort', 'reinstall', 'retry'] },
                    },
                  },
                },
              },
            },
          },
        ],
      },
    });
  }
  return { cluster, state };
}

const create = (cluster: InMemoryCluster, input: object = {}) =>
  runAction({ ...asked, ...input }, onCluster(cluster));

describe('running create again', () => {
  it('starts Helm again that failed before', async () => {
    const { cluster, state } = brokenCluster(HELM);
    const first = await create(cluster);
    expect(first.error?.message).toContain('Helm gave up on release kasm');
    const failed = cluster.find('Job', HELM, 'kasm-portal');
    state.broken = false;
    const { error, log } = await create(cluster);
    expect(error).toBeUndefined();
    expect(log.join('\n')).toContain(
      `Job kasm-portal/${HELM} removed: Helm failed in an earlier run`,
    );
    expect(cluster.find('Job', HELM, 'kasm-portal')?.metadata.uid).not.toBe(
      failed?.metadata.uid,
    );
  });

  it('tells the new failure when it fails again', async () => {
    const { cluster } = brokenCluster(HELM);
    await create(cluster);
    const failed = cluster.find('Job', HELM, 'kasm-portal') as KubeObject;
    const { error } = await create(cluster);
    expect(error?.message).toContain('Helm gave up on release kasm');
    expect(cluster.find('Job', HELM, 'kasm-portal')?.metadata.uid).not.toBe(
      failed.metadata.uid,
    );
  });

  it.each([
    ['is there still', false],
    ['has removed itself', true],
  ])('initialises again when the Job that failed %s', async (_, gone) => {
    const { cluster, state } = brokenCluster(INIT);
    const first = await create(cluster);
    expect(first.error?.message).toContain('The database was not initialised');
    state.broken = false;
    if (gone) {
      cluster.objects.delete(`Job/kasm/${INIT}`);
    }
    const { error, log } = await create(cluster, {
      deadlines: { databaseInit: 2 },
    });
    expect(error).toBeUndefined();
    expect(log.join('\n')).toContain(
      `Job kasm-portal/${HELM} removed: Helm has to make the initialisation again`,
    );
  });

  it('removes nothing in a dry run', async () => {
    const { cluster } = brokenCluster(HELM);
    await create(cluster);
    const failed = cluster.find('Job', HELM, 'kasm-portal');
    await runAction(asked, onCluster(cluster), { isDryRun: true });
    expect(cluster.find('Job', HELM, 'kasm-portal')).toBe(failed);
  });
});

describe('a release that Helm could not install', () => {
  it('is uninstalled by an administrator where the controller leaves it', async () => {
    const { cluster } = brokenCluster(HELM);
    const { log } = await create(cluster);
    expect(log.join('\n')).toContain('waiting for operator intervention');
    expect(log.join('\n')).toContain(
      'kubectl --context rke2 -n kasm-portal delete helmcharts.helm.cattle.io kasm --wait',
    );
  });

  it('needs no more than another run where the controller tries again', async () => {
    const { cluster } = brokenCluster(HELM, true);
    const { log } = await create(cluster);
    expect(log.join('\n')).toContain('Running this again heals it');
    expect(log.join('\n')).not.toContain('operator intervention');
  });
});

describe('a HelmChart of which only labels change', () => {
  it('waits for no other Job than the one that is there', async () => {
    const { cluster } = brokenCluster('nothing');
    await create(cluster);
    const chart = cluster.find('HelmChart', 'kasm', 'kasm-portal')!;
    const job = cluster.find('Job', HELM, 'kasm-portal');
    chart.metadata.labels = {
      ...chart.metadata.labels,
      'app.kubernetes.io/managed-by': 'by hand',
    };
    // the controller has nothing to do for labels
    cluster.reactions.splice(cluster.reactions.indexOf(installs), 1);
    const { error, log } = await create(cluster, { deadlines: { release: 2 } });
    expect(error).toBeUndefined();
    expect(log).toContain('HelmChart kasm-portal/kasm changed');
    expect(cluster.find('Job', HELM, 'kasm-portal')?.metadata.uid).toBe(
      job?.metadata.uid,
    );
  });
});

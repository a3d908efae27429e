import { KubeError } from '@kasm-portal/backstage-plugin-kasm-node';
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
  willing,
} from '../__testUtils__/willingOperators';

function clusterWith(...reactions: Reaction[]) {
  const cluster = new InMemoryCluster('vault-issuer');
  cluster.reactions.push(...reactions);
  return cluster;
}

/** What is in a namespace counts only where there is one. */
function namespaceOf(name: string) {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
}

async function failureOn(cluster: InMemoryCluster, input: object = {}) {
  const run = await runAction({ ...asked, ...input }, onCluster(cluster));
  return { message: run.error?.message ?? '', run };
}

describe('before anything is written', () => {
  it('lists missing operators, issuer and storage class together', async () => {
    const cluster = new InMemoryCluster();
    delete cluster.served['postgresql.cnpg.io/v1'];
    cluster.served['traefik.io/v1alpha1'] = ['ingressroutes'];
    const { message } = await failureOn(cluster, {
      database: { storageClass: 'fast' },
    });
    for (const part of [
      'CloudNativePG is not installed',
      "Traefik's CRDs",
      'no ClusterIssuer vault-issuer',
      'no StorageClass fast',
      'Nothing was changed',
    ]) {
      expect(message).toContain(part);
    }
    expect(cluster.find('Namespace', 'kasm')).toBeUndefined();
  });

  it('names the rights that the writer misses', async () => {
    const cluster = clusterWith(...willing);
    cluster.denied.add('create secrets').add('patch helmcharts');
    const { message } = await failureOn(cluster);
    expect(message).toContain('create secrets in database');
    expect(message).toContain('patch helmcharts.helm.cattle.io in kasm-portal');
    expect(message).toContain('writer-rbac.yaml');
  });

  it('refuses a namespace that another deployment has', async () => {
    const cluster = clusterWith(...willing);
    await runAction(
      { ...asked, name: 'first', namespace: 'kasm' },
      onCluster(cluster),
    );
    const { message } = await failureOn(cluster, {
      name: 'second',
      namespace: 'kasm',
    });
    expect(message).toContain('namespace kasm is taken by deployment first');
  });

  it('refuses the same name with other values, and names them', async () => {
    const cluster = clusterWith(...willing);
    await runAction(asked, onCluster(cluster));
    const { message } = await failureOn(cluster, { size: 'large' });
    expect(message).toContain('kasm exists (active) with other values (size)');
  });

  it('refuses a namespace with a Kasm that the portal did not make', async () => {
    const cluster = clusterWith(...willing);
    cluster.put(namespaceOf('kasm'));
    cluster.put({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: {
        name: 'kasm-api-deployment',
        namespace: 'kasm',
        labels: {
          'app.kubernetes.io/part-of': 'kasm',
          'app.kubernetes.io/instance': 'kasm',
        },
      },
    });
    const { message } = await failureOn(cluster);
    expect(message).toContain('namespace kasm already has a Kasm');
  });

  it('never initialises the database of an active deployment again', async () => {
    const cluster = clusterWith(...willing);
    await runAction(asked, onCluster(cluster));
    cluster.objects.delete('HelmChart/kasm-portal/kasm');
    const run = await runAction(asked, onCluster(cluster));
    expect(run.error).toBeUndefined();
    const chart = cluster.find('HelmChart', 'kasm', 'kasm-portal');
    expect(JSON.parse((chart?.spec as any).valuesContent).dbManagement).toEqual(
      { initialize: false },
    );
  });

  it('refuses a HelmChartConfig that would change the release', async () => {
    const cluster = clusterWith(...willing);
    cluster.put(namespaceOf('kasm-portal'));
    cluster.put({
      apiVersion: 'helm.cattle.io/v1',
      kind: 'HelmChartConfig',
      metadata: { name: 'kasm', namespace: 'kasm-portal' },
    });
    const { message } = await failureOn(cluster);
    expect(message).toContain('HelmChartConfig kasm-portal/kasm');
  });

  it('warns of a Traefik that cuts slow requests', async () => {
    const cluster = clusterWith(...willing);
    cluster.put({
      apiVersion: 'apps/v1',
      kind: 'DaemonSet',
      metadata: { name: 'rke2-traefik', namespace: 'kube-system' },
      spec: { template: { spec: { containers: [{ args: [] }] } } },
    });
    const { run } = await failureOn(cluster);
    expect(run.error).toBeUndefined();
    expect(run.log.join('\n')).toContain('on websecure after 60 s');
  });
});

describe('what the operators answer', () => {
  it('tells why the issuer refused', async () => {
    const cluster = clusterWith(runsDatabase, (object, here) => {
      if (object.kind === 'Certificate') {
        here.put({
          apiVersion: 'cert-manager.io/v1',
          kind: 'CertificateRequest',
          metadata: {
            name: 'request-1',
            namespace: 'kasm',
            annotations: {
              'cert-manager.io/certificate-name': object.metadata.name,
            },
          },
          status: {
            conditions: [
              {
                type: 'Ready',
                status: 'False',
                reason: 'Failed',
                message: 'common name kasm.example.com not allowed',
              },
            ],
          },
        });
      }
    });
    const { message } = await failureOn(cluster);
    expect(message).toContain('common name kasm.example.com not allowed');
    expect(message).toContain('Certificate kasm/kasm-example-com-tls');
  });

  it('says that the CA ends too early when that is why', async () => {
    const cluster = clusterWith(runsDatabase, (object, here) => {
      if (object.kind === 'Certificate') {
        here.put({
          apiVersion: 'cert-manager.io/v1',
          kind: 'CertificateRequest',
          metadata: {
            name: 'request-1',
            namespace: 'kasm',
            annotations: {
              'cert-manager.io/certificate-name': object.metadata.name,
            },
          },
          status: {
            conditions: [
              {
                type: 'Ready',
                status: 'False',
                reason: 'Failed',
                message:
                  'cannot satisfy request, as TTL would result in notAfter that is beyond the expiration of the CA certificate',
              },
            ],
          },
        });
      }
    });
    const { message } = await failureOn(cluster);
    expect(message).toContain(
      'The issuing CA ends before the certificate would',
    );
  });

  it('says when the issuer shortened the certificate', async () => {
    const cluster = clusterWith(...willing, (object, here) => {
      if (object.kind === 'Certificate') {
        here.status(object, {
          conditions: [isTrue('Ready')],
          notBefore: '2026-11-22T00:00:00Z',
          notAfter: '2026-11-25T00:00:00Z',
        });
      }
    });
    const { run } = await failureOn(cluster);
    expect(run.error).toBeUndefined();
    expect(run.log.join('\n')).toContain(
      'a certificate of 72 h instead of 720 h',
    );
    expect(run.log.join('\n')).toContain('at most 24h; it is 168h now');
  });

  it('stops at values that the chart refuses, at once', async () => {
    const cluster = clusterWith(issues, runsDatabase, (object, here) => {
      if (object.kind === 'HelmChart') {
        here.put({
          apiVersion: 'batch/v1',
          kind: 'Job',
          metadata: { name: 'helm-install-kasm', namespace: 'kasm-portal' },
        });
        here.put({
          apiVersion: 'v1',
          kind: 'Pod',
          metadata: {
            name: 'helm-install-kasm-x',
            namespace: 'kasm-portal',
            labels: { 'helmcharts.helm.cattle.io/chart': 'kasm' },
          },
          status: {
            containerStatuses: [
              {
                name: 'helm',
                lastState: {
                  terminated: {
                    exitCode: 1,
                    message:
                      "values don't meet the specifications of the schema(s)",
                  },
                },
              },
            ],
          },
        });
      }
    });
    const { message } = await failureOn(cluster);
    expect(message).toContain('failed during "Helm release"');
    expect(message).toContain('meet the specifications of the schema');
  });

  it('keeps the first failure of Helm: what it says later tells nothing', async () => {
    const helmPod = (terminated: object) => ({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        name: 'helm-install-kasm-x',
        namespace: 'kasm-portal',
        labels: { 'helmcharts.helm.cattle.io/chart': 'kasm' },
      },
      status: { containerStatuses: [{ name: 'helm', state: { terminated } }] },
    });
    const cluster = clusterWith(issues, runsDatabase, (object, here) => {
      if (object.kind === 'HelmChart') {
        here.put({
          apiVersion: 'batch/v1',
          kind: 'Job',
          metadata: { name: 'helm-install-kasm', namespace: 'kasm-portal' },
        });
        here.logs.set(
          'helm-install-kasm-x',
          'fetching\ntoken=CanaryToken\nno such host',
        );
        here.put(
          helmPod({ exitCode: 1, message: 'lookup mirror: no such host' }),
        );
      }
    });
    const run = await runAction(
      { ...asked, deadlines: { release: 1 } },
      onCluster(cluster),
      {
        onLine: line => {
          if (line.startsWith('Helm: trying again')) {
            cluster.put(
              helmPod({
                exitCode: 1,
                message: 'waiting for operator intervention',
              }),
            );
          }
        },
      },
    );
    const told = [run.error?.message, ...run.log].join('\n');
    expect(run.error?.message).toContain('no such host');
    expect(run.error?.message).not.toContain('operator intervention');
    expect(
      run.log.filter(line => /^Helm: .*operator intervention/.test(line)),
    ).toEqual([]);
    expect(told).toContain('Last lines of Helm');
    expect(told).not.toContain('CanaryToken');
  });

  it('says which pod does not start, and why', async () => {
    const cluster = clusterWith(
      issues,
      runsDatabase,
      installs,
      (object, here) => {
        if (object.metadata.name === 'kasm-api-deployment') {
          here.status(object, { observedGeneration: 1 });
          here.put({
            apiVersion: 'v1',
            kind: 'Pod',
            metadata: {
              name: 'kasm-api-1',
              namespace: 'kasm',
              labels: {
                'app.kubernetes.io/instance': 'kasm',
                'app.kubernetes.io/component': 'api',
              },
            },
            status: {
              containerStatuses: [
                {
                  name: 'api',
                  state: {
                    waiting: { reason: 'ImagePullBackOff', message: '429' },
                  },
                },
              ],
            },
          });
        }
      },
    );
    const { message } = await failureOn(cluster, { deadlines: { trouble: 1 } });
    expect(message).toContain('failed during "Control plane"');
    expect(message).toContain('container api is in ImagePullBackOff (429)');
  });

  it('says when the database was not initialised', async () => {
    const cluster = clusterWith(...willing, (object, here) => {
      if (object.metadata.name === 'kasm-db-init-job') {
        here.status(object, { conditions: [isTrue('Failed')] });
      }
    });
    const { message } = await failureOn(cluster);
    expect(message).toContain('The database was not initialised');
  });

  it('keeps what the initialisation said, and what it means', async () => {
    const cluster = clusterWith(...willing, (object, here) => {
      if (object.metadata.name === 'kasm-db-init-job') {
        here.status(object, { conditions: [isTrue('Failed')] });
        here.logs.set(
          'kasm-db-init-1',
          'psql: error: FATAL:  password authentication failed for user "kasmapp"',
        );
        here.put({
          apiVersion: 'v1',
          kind: 'Pod',
          metadata: {
            name: 'kasm-db-init-1',
            namespace: 'kasm',
            labels: {
              'app.kubernetes.io/instance': 'kasm',
              'app.kubernetes.io/component': 'db-init',
            },
          },
        });
      }
    });
    const { message, run } = await failureOn(cluster);
    expect(message).toContain('the database refuses the login');
    expect(message).toContain('password authentication failed');
    expect(run.log.join('\n')).toContain('Last lines of the initialisation');
  });

  it("asks the database's own log where the initialisation has none", async () => {
    const cluster = clusterWith(...willing, (object, here) => {
      if (object.metadata.name === 'kasm-db-init-job') {
        here.status(object, { conditions: [isTrue('Failed')] });
        here.logs.set(
          'kasm-pg-1',
          '{"level":"info","record":{"message":"relation \\"zones\\" does not exist"}}',
        );
      }
    });
    const { message } = await failureOn(cluster);
    expect(message).toContain('the tables of Kasm are missing');
  });

  it('does not believe a database healthy that never found its login', async () => {
    const cluster = clusterWith(...willing, (object, here) => {
      if (object.kind === 'Cluster') {
        here.status(object, {
          ...(object.status as object),
          phase: 'Cluster in healthy state',
          readyInstances: 3,
          currentPrimary: 'kasm-pg-1',
          secretsResourceVersion: { superuserSecretVersion: '1' },
        });
      }
    });
    const { message } = await failureOn(cluster, {
      deadlines: { database: 1 },
    });
    expect(message).toContain('found no Secret database/kasm-pg-credentials');
  });

  it.each([
    ['superuser', /found no Secret database\/kasm-pg-superuser-secret/],
    ['owner', /^$/],
  ])(
    'nor one that never found its superuser, when the %s initialises',
    async (initialiseAs, expected) => {
      const cluster = clusterWith(...willing, (object, here) => {
        if (object.kind === 'Cluster') {
          here.status(object, {
            ...(object.status as object),
            phase: 'Cluster in healthy state',
            readyInstances: 3,
            currentPrimary: 'kasm-pg-1',
            secretsResourceVersion: { applicationSecretVersion: '1' },
          });
        }
      });
      const { message } = await failureOn(cluster, {
        database: { initialiseAs },
        deadlines: { database: 1 },
      });
      expect(message).toMatch(expected);
    },
  );

  it("gives a pod that an autoscaler makes room for the step's own time", async () => {
    const cluster = clusterWith(issues, (object, here) => {
      if (object.kind === 'Cluster') {
        here.put({
          apiVersion: 'v1',
          kind: 'Pod',
          metadata: {
            name: 'kasm-pg-1-initdb',
            namespace: 'database',
            labels: { 'cnpg.io/cluster': 'kasm-pg' },
          },
          status: {
            conditions: [
              {
                type: 'PodScheduled',
                status: 'False',
                reason: 'Unschedulable',
              },
            ],
          },
        });
        here.put({
          apiVersion: 'v1',
          kind: 'Event',
          metadata: { name: 'scale-up', namespace: 'database' },
          reason: 'TriggeredScaleUp',
          involvedObject: { name: 'kasm-pg-1-initdb' },
        });
      }
    });
    const { message } = await failureOn(cluster, {
      deadlines: { database: 2, trouble: 1 },
    });
    expect(message).toContain('not ready within 2 s');
    expect(message).toContain('the autoscaler brings a node');
  });

  it('goes on with a warning when only replicas are missing', async () => {
    const cluster = clusterWith(...willing, (object, here) => {
      if (object.kind === 'Cluster') {
        here.status(object, {
          phase: 'Creating a new replica',
          readyInstances: 1,
          currentPrimary: 'kasm-pg-1',
        });
      }
    });
    const { run } = await failureOn(cluster, {
      deadlines: { databaseComplete: 1 },
    });
    expect(run.error).toBeUndefined();
    expect(run.log.join('\n')).toContain('1 of 3 instances ready');
    expect(run.log.join('\n')).toContain('Kasm works, but');
  });

  it('says what the public host answers instead', async () => {
    const cluster = clusterWith(...willing);
    const run = await runAction(
      { ...asked, deadlines: { endpoint: 1 } },
      {
        ...onCluster(cluster),
        probe: async () => ({ status: 404, body: '' }),
      },
    );
    expect(run.error?.message).toContain('kasm.example.com answers 404');
    expect(run.error?.message).toContain('Traefik does not serve this host');
  });
});

describe('what the server answers', () => {
  it('names the other manager in a conflict', async () => {
    const cluster = clusterWith(...willing);
    cluster.failures.set(
      'apply IngressRoute',
      new KubeError('conflict', 'rke2: conflict with manager argocd', {
        causes: [{ field: '.spec.routes', message: 'conflict with "argocd"' }],
      }),
    );
    const { message, run } = await failureOn(cluster);
    expect(run.error?.name).toBe('ConflictError');
    expect(message).toContain('IngressRoute kasm/kasm is also managed by');
    expect(message).toContain('.spec.routes');
  });

  it("names the right that Rancher's webhook wants", async () => {
    const cluster = clusterWith(...willing);
    cluster.failures.set(
      'create Namespace',
      new KubeError('forbidden', 'rke2: create namespaces was refused', {
        serverMessage:
          'admission webhook "rancher.cattle.io.namespaces.create-non-kubesystem" denied the request',
      }),
    );
    const { message } = await failureOn(cluster);
    expect(message).toContain('updatepsa on projects.management.cattle.io');
  });

  it('keeps what a server quotes of a Secret to itself', async () => {
    const cluster = clusterWith(...willing);
    cluster.failures.set(
      'create Secret',
      new KubeError('invalid', 'rke2: create secrets was refused', {
        serverMessage: 'data.password: Invalid value: "Canary"',
      }),
    );
    const { message, run } = await failureOn(cluster);
    expect(message).toContain('could not be written');
    expect([message, ...run.log].join('\n')).not.toContain('Canary');
  });

  it('waits out a cluster that does not answer for a moment', async () => {
    const cluster = clusterWith(...willing);
    const run = await runAction(asked, onCluster(cluster), {
      onLine: line => {
        if (line === 'Cluster database/kasm-pg created') {
          cluster.failures.set(
            'get Cluster',
            new KubeError('timeout', 'rke2: no answer'),
          );
        } else if (line === 'database: cannot be seen (rke2: no answer)') {
          cluster.failures.clear();
        }
      },
    });
    expect(run.error).toBeUndefined();
    expect(run.log).toContain('database: cannot be seen (rke2: no answer)');
  });
});

describe('Secrets', () => {
  it('refuses one with another username, and does not touch it', async () => {
    const cluster = clusterWith(...willing);
    const secret = cluster.put({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'kasm-pg-credentials', namespace: 'database' },
      data: { username: btoa('root'), password: btoa('Canary') },
    });
    const { message } = await failureOn(cluster);
    expect(message).toContain('another username than kasmapp');
    expect(cluster.find('Secret', 'kasm-pg-credentials', 'database')).toEqual(
      secret,
    );
  });

  it('refuses copies that differ, without showing either', async () => {
    const cluster = clusterWith(...willing);
    for (const namespace of ['database', 'kasm']) {
      cluster.put({
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name: 'kasm-pg-credentials', namespace },
        data: {
          username: btoa('kasmapp'),
          password: btoa(`Canary${namespace}`),
        },
      });
    }
    const { message, run } = await failureOn(cluster);
    expect(message).toContain('hold different passwords');
    expect([message, ...run.log].join('\n')).not.toContain('Canary');
  });

  it('makes 32 characters that mean nothing anywhere', async () => {
    const cluster = clusterWith(...willing);
    await runAction(asked, onCluster(cluster));
    const secret = cluster.find('Secret', 'kasm-pg-credentials', 'database');
    expect(atob((secret?.data as any).password)).toMatch(/^[A-Za-z0-9]{32}$/);
  });
});

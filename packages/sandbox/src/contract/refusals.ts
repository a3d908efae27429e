import type { Contract } from './contractClusters';
import { deployment } from './objects';

/** A change that makes an object wrong. */
export type Spoil = (object: any) => void;

/** What a server says, as far as servers of all versions say the same. */
export interface Refusal {
  what: string;
  spoil: Spoil;
  says: string | RegExp;
}

/** Matches a message that says so. */
export const saying = (says: string | RegExp) =>
  typeof says === 'string'
    ? expect.stringContaining(says)
    : expect.stringMatching(says);

/** An object of a kind, and where it goes. */
export interface Sample {
  path(on: Contract): string;
  object(name: string): any;
}

export const samples = {
  deployment: {
    path: on => on.group('apps/v1', 'deployments'),
    object: name => ({
      ...deployment(name),
      spec: { ...deployment(name).spec, replicas: 0 },
    }),
  },
  service: {
    path: on => on.core('services'),
    object: name => ({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name },
      spec: { ports: [{ port: 80, protocol: 'TCP' }], selector: { a: 'b' } },
    }),
  },
  configMap: {
    path: on => on.core('configmaps'),
    object: name => ({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name },
      data: { a: 'b' },
    }),
  },
  secret: {
    path: on => on.core('secrets'),
    object: name => ({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name },
      data: { a: 'YQ==' },
    }),
  },
  claim: {
    path: on => on.core('persistentvolumeclaims'),
    object: name => ({
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name },
      spec: {
        accessModes: ['ReadWriteOnce'],
        resources: { requests: { storage: '2Gi' } },
      },
    }),
  },
  job: {
    path: on => on.group('batch/v1', 'jobs'),
    object: name => ({
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name },
      spec: {
        template: {
          spec: {
            restartPolicy: 'Never',
            containers: [{ name: 'main', image: 'busybox:1' }],
          },
        },
      },
    }),
  },
  networkPolicy: {
    path: on => on.group('networking.k8s.io/v1', 'networkpolicies'),
    object: name => ({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name },
      spec: { podSelector: {} },
    }),
  },
  ingress: {
    path: on => on.group('networking.k8s.io/v1', 'ingresses'),
    object: name => ({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: { name },
      spec: {
        rules: [
          {
            host: 'a.example.com',
            http: {
              paths: [
                {
                  path: '/',
                  pathType: 'Prefix',
                  backend: { service: { name: 's', port: { number: 80 } } },
                },
              ],
            },
          },
        ],
      },
    }),
  },
} satisfies Record<string, Sample>;

/** The answer to creating a spoilt sample, in a dry run. */
export async function attempt(on: Contract, sample: Sample, spoil: Spoil) {
  const object = sample.object('tried');
  spoil(object);
  return on.admin.post(sample.path(on), object, { dryRun: 'All' });
}

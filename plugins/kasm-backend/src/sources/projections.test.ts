import type { KubeObject } from '@kasm-portal/backstage-plugin-kasm-node';
import { virtualMachineInstances, virtualMachines } from './agentKinds';
import { certificateRequests, certificates, issuers } from './certificateKinds';
import { databaseClusters } from './databaseKinds';
import { deployments, imageTag } from './deployments';
import { endpointSlices } from './endpointSlices';
import { httpRoutes } from './httpRoutes';
import { ingressRoutes, serversTransports } from './ingressKinds';
import { isCrashing, pods } from './pods';
import { helmCharts, jobs } from './releaseKinds';
import { traefikConfigs } from './traefikConfigs';
import { traefikDaemonSets } from './traefikKinds';

const object = (rest: object, metadata: object = {}): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Any',
  metadata: { name: 'it', ...metadata },
  ...rest,
});

describe('projections', () => {
  it.each([
    pods,
    deployments,
    databaseClusters,
    certificates,
    certificateRequests,
    issuers,
    ingressRoutes,
    serversTransports,
    httpRoutes,
    endpointSlices,
    helmCharts,
    jobs,
    virtualMachines,
    virtualMachineInstances,
    traefikDaemonSets,
    traefikConfigs,
  ])('bear an object without spec and status: %#', watched => {
    expect(watched.project(object({}))).toMatchObject({ name: 'it' });
  });

  it('keep no secret that a container said at its end', () => {
    const pod = pods.project(
      object({
        status: {
          containerStatuses: [
            {
              name: 'helm',
              lastState: {
                terminated: { exitCode: 1, message: 'password=hunter2hunter2' },
              },
              state: { waiting: { reason: 'CrashLoopBackOff' } },
            },
          ],
        },
      }),
    );

    expect(JSON.stringify(pod)).not.toContain('hunter2');
    expect(isCrashing(pod)).toBe(true);
  });

  it('keep what a container said at its end while it waits to be started again', () => {
    const [helm] = pods.project(
      object({
        status: {
          containerStatuses: [
            {
              name: 'helm',
              lastState: {
                terminated: { exitCode: 1, message: 'Error: UPGRADE FAILED' },
              },
              state: {
                waiting: {
                  reason: 'CrashLoopBackOff',
                  message: 'back-off 5m0s restarting failed container=helm',
                },
              },
            },
          ],
        },
      }),
    ).containers;

    expect(helm.message).toMatch(/^back-off/);
    expect(helm.lastTermination?.message).toBe('Error: UPGRADE FAILED');
  });

  it('do not take a container that is only starting for a crash', () => {
    const pod = pods.project(
      object({
        status: {
          phase: 'Pending',
          initContainerStatuses: [
            { name: 'a', state: { terminated: { reason: 'Completed' } } },
          ],
          containerStatuses: [
            { name: 'b', state: { waiting: { reason: 'PodInitializing' } } },
          ],
        },
      }),
    );

    expect(isCrashing(pod)).toBe(false);
  });

  it.each([
    ['kasmweb/api:1.18.1', '1.18.1'],
    ['registry:5000/kasmweb/api:1.18.1@sha256:abc', '1.18.1'],
    ['registry:5000/kasmweb/api', undefined],
    [undefined, undefined],
  ])('read the tag of %s', (image, tag) => {
    expect(imageTag(image)).toBe(tag);
  });

  it('tell a complete rollout from one that only has replicas', () => {
    const rollout = (observedGeneration: number) =>
      deployments.project(
        object(
          {
            spec: { replicas: 2 },
            status: {
              observedGeneration,
              replicas: 2,
              updatedReplicas: 2,
              readyReplicas: 2,
              availableReplicas: 2,
            },
          },
          { generation: 3 },
        ),
      ).complete;

    expect(rollout(3)).toBe(true);
    expect(rollout(2)).toBe(false);
  });

  it.each([
    ['on', undefined, true],
    [undefined, 'True', true],
    ['off', undefined, false],
  ])(
    'know a hibernated database (%s, %s)',
    (annotation, status, hibernated) => {
      expect(
        databaseClusters.project(
          object(
            {
              status: {
                conditions: status && [{ type: 'cnpg.io/hibernation', status }],
              },
            },
            {
              annotations: annotation
                ? { 'cnpg.io/hibernation': annotation }
                : {},
            },
          ),
        ).hibernated,
      ).toBe(hibernated);
    },
  );

  it.each([
    ['["kasm-pg-1"]', ['kasm-pg-1']],
    ['["*"]', ['*']],
    ['not JSON', []],
    ['{"a":1}', []],
  ])('read fenced instances from %s', (annotation, fenced) => {
    expect(
      databaseClusters.project(
        object({}, { annotations: { 'cnpg.io/fencedInstances': annotation } }),
      ).fenced,
    ).toEqual(fenced);
  });

  it('find the hosts of a route', () => {
    expect(
      ingressRoutes.project(
        object({
          spec: {
            routes: [
              {
                match: 'Host(`Kasm.example.com`, `b.example.com`) && Path(`/`)',
              },
            ],
          },
        }),
      ).hosts,
    ).toEqual(['kasm.example.com', 'b.example.com']);
  });

  it.each([
    [{ runStrategy: 'RerunOnFailure' }, true],
    [{ runStrategy: 'Always' }, true],
    [{ running: true }, true],
    [{ runStrategy: 'Halted' }, false],
    [{ running: false }, false],
    [{}, false],
  ])('know whether a VM is meant to run: %j', (spec, wanted) => {
    expect(virtualMachines.project(object({ spec })).wanted).toBe(wanted);
  });

  it('know that nobody wanted a VM stopped that Harvester halted for its quota', () => {
    const { wanted, reason } = virtualMachines.project(
      object(
        { spec: { runStrategy: 'Halted' } },
        {
          annotations: {
            'harvesterhci.io/insufficient-resource-quota': 'no memory left',
          },
        },
      ),
    );

    expect(wanted).toBe(true);
    expect(reason).toBe('no memory left');
  });
});

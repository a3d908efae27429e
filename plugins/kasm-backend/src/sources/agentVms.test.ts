import type { KubeObject } from '@kasm-portal/backstage-plugin-kasm-node';
import { healthyObservation } from '../evaluate/__fixtures__/healthyObservation';
import { watchAgentVms } from './agentVms';
import type { ClusterViews, Interest, Scope } from './ClusterViews';
import type { Watched } from './Watched';

const { deployment } = healthyObservation();
const LABELS = { 'kasm-portal/deployment': deployment.name };

const machine = (name: string, change: object = {}, labels: object = LABELS) =>
  ({
    apiVersion: 'kubevirt.io/v1',
    kind: 'VirtualMachine',
    metadata: { name, labels, creationTimestamp: '2026-11-01T00:00:00Z' },
    spec: {
      runStrategy: 'RerunOnFailure',
      template: {
        spec: {
          domain: {
            cpu: { cores: 4, sockets: 2 },
            memory: { guest: '16Gi' },
            devices: { interfaces: [{ name: 'default', bridge: {} }] },
          },
          networks: [{ name: 'default', multus: { networkName: 'vlan20' } }],
        },
      },
    },
    ...change,
  } as KubeObject);

/** A cluster of these objects, of which one kind may not be looked at. */
function cluster(objects: KubeObject[], forbidden?: string): ClusterViews {
  return {
    view<T>({ resource, project }: Watched<T>, _: Scope, of: Interest<T>) {
      const hidden = resource.plural === forbidden;
      return {
        wasRead: !hidden,
        looked: true,
        state: {
          state: hidden ? 'forbidden' : 'ok',
          since: '2026-11-01T00:00:00Z',
        },
        items: () =>
          hidden
            ? []
            : objects
                .filter(({ kind }) => kind === resource.kind)
                .map(project)
                .filter(item => item !== undefined && of.relevant(item)),
        release: () => {},
      };
    },
  } as unknown as ClusterViews;
}

const seen = (objects: KubeObject[], forbidden?: string) =>
  watchAgentVms({
    views: cluster(objects, forbidden),
    deployment,
    changed: () => {},
  }).sighting();
const first = (objects: KubeObject[]) => seen(objects).facts!.vms[0];

describe('agent VMs', () => {
  it('are seen with their size, networks and every address', () => {
    const instance = {
      apiVersion: 'kubevirt.io/v1',
      kind: 'VirtualMachineInstance',
      metadata: { name: 'agent-1' },
      status: {
        nodeName: 'harv-1',
        interfaces: [
          { ipAddress: '10.0.20.11', ipAddresses: ['10.0.20.11', 'FE80::1'] },
          { ipAddress: '172.17.0.1' },
        ],
        conditions: [{ type: 'AgentConnected', status: 'True' }],
      },
    };
    expect(first([machine('agent-1'), instance])).toMatchObject({
      ours: true,
      hostname: 'agent-1',
      cores: 8,
      memory: 16 * 1024 ** 3,
      networks: [{ name: 'default', pod: false, binding: 'bridge' }],
      node: 'harv-1',
      address: '10.0.20.11',
      addresses: ['10.0.20.11', 'fe80::1', '172.17.0.1'],
      guestAgent: true,
    });
  });

  it('of another deployment in the same namespace are not looked at', () => {
    const { facts } = seen([
      machine('other', {}, { 'kasm-portal/deployment': 'other' }),
      machine('server', {}, {}),
    ]);
    expect(facts!.vms.map(({ name, ours }) => [name, ours])).toEqual([
      // It may be one that Kasm's autoscaling made.
      ['server', undefined],
    ]);
  });

  it.each([
    ['Manual', 'Running', [], true],
    ['Manual', 'Stopped', [], false],
    ['Always', 'Running', ['Stop'], false],
    ['Always', 'Stopping', ['Stop', 'Start'], true],
    ['Halted', 'Stopped', [], false],
    ['Halted', 'Stopped', ['Start'], true],
    ['RerunOnFailure', 'CrashLoopBackOff', [], true],
  ])(
    'are meant to run by intent: %s, %s, %j',
    (runStrategy, printableStatus, actions, wanted) => {
      const vm = machine('agent-1', {
        spec: { runStrategy },
        status: {
          printableStatus,
          stateChangeRequests: actions.map(action => ({ action })),
        },
      });
      expect(first([vm]).wanted).toBe(wanted);
    },
  );

  it('that were shut down from inside are told from those that failed', () => {
    const stopped = (runStrategy: string) =>
      first([
        machine('agent-1', {
          spec: { runStrategy },
          status: { printableStatus: 'Stopped' },
        }),
      ]).shutDown;
    expect(stopped('RerunOnFailure')).toBe(true);
    expect(stopped('Always')).toBeUndefined();
  });

  describe('say why they do not start', () => {
    const warning = (
      message: string,
      about: object,
      lastTimestamp = '2026-11-22T11:00:00Z',
    ) => ({
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name: message },
      type: 'Warning',
      involvedObject: about,
      message,
      lastTimestamp,
    });
    const launcher = (vm: string) => ({
      kind: 'Pod',
      name: `virt-launcher-${vm}-x2x4z`,
    });
    const starting = { status: { printableStatus: 'Starting' } };

    it('by their conditions', () => {
      const vm = machine('agent-1', {
        status: {
          conditions: [
            {
              type: 'Synchronized',
              status: 'False',
              message: 'PVC agent-1-rootdisk does not exist',
            },
          ],
        },
      });
      expect(first([vm]).startFailure).toMatch(/rootdisk does not exist/);
    });

    it('by the newest warning about them, without its secrets', () => {
      expect(
        first([
          machine('agent-1', starting),
          warning('old', launcher('agent-1'), '2026-11-22T10:00:00Z'),
          warning('0/3 nodes: password=hunter2hunter2', launcher('agent-1')),
          warning('not ours', launcher('agent-1-other')),
        ]).startFailure,
      ).toMatch(/^0\/3 nodes: password=(?!hunter2)/);
    });

    it('no longer than that is so', () => {
      const runs = { status: { printableStatus: 'Running', ready: true } };
      expect(
        first([
          machine('agent-1', runs),
          warning('once', { kind: 'VirtualMachine', name: 'agent-1' }),
        ]).startFailure,
      ).toBeUndefined();
    });

    it('and are seen without the right to read events', () => {
      expect(seen([machine('agent-1', starting)], 'events')).toMatchObject({
        state: 'ok',
        facts: { vms: [{ name: 'agent-1' }] },
      });
    });
  });
});

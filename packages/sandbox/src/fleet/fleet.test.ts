import type { ServedStore } from '../apiserver/store/ServedStore';
import { installationOf } from '../faults/installation';
import { databaseFaults } from '../faults/databaseFaults';
import { useManualWorld } from '../world/useManualWorld';
import { fleetNames } from './fleetNames';

const CLUSTERS = 'clusters.postgresql.cnpg.io';

describe('a fleet', () => {
  const world = useManualWorld({ seeded: false, fleet: 3 });
  const stores = (): ServedStore[] => [world.rke2, world.harvester];

  /** How many objects of each kind a member has. */
  function belongings(member: number): Record<string, number> {
    const { namespace, databaseNamespace, agentNamespace } = fleetNames(member);
    const counts: Record<string, number> = {};
    for (const store of stores()) {
      // What has happened to the first happened to it alone.
      for (const kind of store.registry.kinds.filter(
        ({ resource }) => resource !== 'events',
      )) {
        for (const space of [namespace, databaseNamespace, agentNamespace]) {
          const { length } = store.objects(kind, space);
          counts[kind.resource] = (counts[kind.resource] ?? 0) + length;
        }
      }
    }
    return counts;
  }

  it('has copies that lack nothing, and leaves the controllers nothing to do', async () => {
    const first = belongings(1);
    expect(first.pods).toBeGreaterThan(9);
    expect(first['virtualmachineinstances.kubevirt.io']).toBe(10);
    expect(belongings(2)).toEqual(first);
    expect(belongings(3)).toEqual(first);

    const before = stores().map(({ revision }) => revision);
    await world.clock.advance(60_000);
    expect(stores().map(({ revision }) => revision)).toEqual(before);
    copiesAreDistinct();
    logsAreRenamed();
  });

  function copiesAreDistinct() {
    const { rke2, harvester } = world;
    const uids = stores().flatMap(store =>
      store.registry.kinds.flatMap(kind =>
        store.objects(kind).map(({ metadata }) => metadata.uid),
      ),
    );
    expect(new Set(uids).size).toBe(uids.length);
    const ips = rke2
      .list('pods')
      .filter(({ status }) => status.phase === 'Running')
      .map(({ status }) => status.podIP);
    expect(new Set(ips).size).toBe(ips.length);
    const machines = harvester
      .list('virtualmachineinstances.kubevirt.io')
      .flatMap(({ status }) => status.interfaces);
    for (const field of ['mac', 'ipAddress']) {
      const values = machines.map(card => card[field]);
      expect(new Set(values).size).toBe(values.length);
    }
    const passwords = [1, 2, 3].map(member => {
      const { databaseNamespace, namespace, credentials } = fleetNames(member);
      const [one, other] = [databaseNamespace, namespace].map(
        space => rke2.get('secrets', space, credentials)!.data.password,
      );
      expect(one).toBe(other);
      return one;
    });
    expect(new Set(passwords).size).toBe(3);
    const { namespace } = fleetNames(2);
    expect(JSON.stringify(rke2.list('pods', { namespace }))).not.toContain(
      '-0001',
    );
  }

  it('bears faults on a copy as on any other deployment', async () => {
    const { rke2, controllers, clock } = world;
    const { name, databaseNamespace, databaseCluster } = fleetNames(3);
    const cluster = () =>
      rke2.get(CLUSTERS, databaseNamespace, databaseCluster)!;
    const primary = cluster().status.currentPrimary;
    const failover = databaseFaults.find(
      ({ id }) => id === 'database-failover',
    )!;
    const injection = failover.inject(
      controllers,
      installationOf(controllers, name),
    );
    await clock.runUntil(
      () => cluster().status.currentPrimary !== primary,
      120_000,
    );
    await clock.runUntil(() => injection.isOver!(), 600_000);
    const other = fleetNames(2);
    expect(
      rke2.get(CLUSTERS, other.databaseNamespace, other.databaseCluster)!.status
        .currentPrimary,
    ).toBe(other.databaseCluster + primary.slice(databaseCluster.length));
    await podsComeBack();
  });

  async function podsComeBack() {
    const { rke2, clock } = world;
    const { namespace } = fleetNames(2);
    const api = () =>
      rke2
        .list('pods', {
          namespace,
          labels: { 'app.kubernetes.io/component': 'api' },
        })
        .filter(({ metadata }) => !metadata.deletionTimestamp);
    const [pod] = api();
    rke2.delete('pods', namespace, pod.metadata.name);
    await clock.runUntil(
      () =>
        api().some(
          ({ metadata, status }) =>
            metadata.uid !== pod.metadata.uid &&
            status.containerStatuses?.every(
              ({ ready }: { ready: boolean }) => ready,
            ),
        ),
      600_000,
    );
  }

  /** Its pods have written what the originals have, with its own names. */
  function logsAreRenamed() {
    const { rke2 } = world;
    const linesOf = (member: number) => {
      const { databaseNamespace, databaseCluster } = fleetNames(member);
      return rke2.logs
        .read(databaseNamespace, `${databaseCluster}-1`, 'postgres', false)!
        .map(({ text }) => text);
    };
    expect(linesOf(1).length).toBeGreaterThan(0);
    expect(linesOf(2)).toEqual(
      linesOf(1).map(text => text.replaceAll('-0001', '-0002')),
    );
  }
});

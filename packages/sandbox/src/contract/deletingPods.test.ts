import { contractClusters, eventually, useContract } from './contractClusters';

describe.each(contractClusters)('deletes pods on $name', ({ start }) => {
  const on = useContract(start);
  const path = (name: string) => on.core('pods', name);

  async function made(name: string, spec: object = {}, metadata: object = {}) {
    // The ServiceAccount controller of a real cluster takes a moment.
    const answer = await eventually(
      () =>
        on.admin.post(on.core('pods'), {
          apiVersion: 'v1',
          kind: 'Pod',
          metadata: { name, ...metadata },
          spec: { containers: [{ name: 'main', image: 'nginx:1' }], ...spec },
        }),
      ({ status }) => status === 201,
    );
    return answer.json;
  }
  const onNode = { nodeName: 'somewhere' };
  const watched = (name: string, { metadata }: any) =>
    on.admin.watch(on.core('pods'), {
      fieldSelector: `metadata.name=${name}`,
      resourceVersion: metadata.resourceVersion,
    });
  const secondsUntil = (time: string) => (Date.parse(time) - Date.now()) / 1000;

  it('lets those go at once that are on no node', async () => {
    const pod = await made('unplaced');
    const watch = await watched('unplaced', pod);
    const gone = await on.admin.delete(path('unplaced'));
    expect(gone.json).toMatchObject({
      kind: 'Pod',
      metadata: {
        uid: pod.metadata.uid,
        deletionTimestamp: expect.any(String),
        deletionGracePeriodSeconds: 0,
      },
    });
    expect((await on.admin.get(path('unplaced'))).status).toBe(404);
    expect(await watch.names(2)).toEqual([
      'MODIFIED unplaced',
      'DELETED unplaced',
    ]);
  });

  it('gives those on a node time to end, and less when asked to', async () => {
    const pod = await made('placed', {
      ...onNode,
      terminationGracePeriodSeconds: 50,
    });
    const watch = await watched('placed', pod);
    const first = await on.admin.delete(path('placed'));
    expect(first.json.metadata.deletionGracePeriodSeconds).toBe(50);
    expect(secondsUntil(first.json.metadata.deletionTimestamp)).toBeGreaterThan(
      20,
    );
    const longer = await on.admin.delete(path('placed'), {
      gracePeriodSeconds: 90,
    });
    expect(longer.json.metadata.resourceVersion).toBe(
      first.json.metadata.resourceVersion,
    );
    const shorter = await on.admin.send('DELETE', path('placed'), {
      query: { gracePeriodSeconds: '10' },
    });
    expect(shorter.json.metadata.deletionGracePeriodSeconds).toBe(10);
    expect(
      (Date.parse(first.json.metadata.deletionTimestamp) -
        Date.parse(shorter.json.metadata.deletionTimestamp)) /
        1000,
    ).toBe(40);
    expect((await on.admin.get(path('placed'))).json.metadata).toMatchObject({
      deletionGracePeriodSeconds: 10,
    });
    await on.admin.delete(path('placed'), { gracePeriodSeconds: 0 });
    expect((await on.admin.get(path('placed'))).status).toBe(404);
    expect(await watch.names(4)).toEqual([
      'MODIFIED placed',
      'MODIFIED placed',
      'MODIFIED placed',
      'DELETED placed',
    ]);
  });

  it('takes thirty seconds when nothing else is said', async () => {
    await made('default', onNode);
    const dying = await on.admin.delete(path('default'));
    expect(dying.json.metadata.deletionGracePeriodSeconds).toBe(30);
    await on.admin.delete(path('default'), { gracePeriodSeconds: 0 });
  });

  it('needs no time for those that have ended', async () => {
    await made('ended', onNode);
    await on.admin.patch(`${path('ended')}/status`, {
      status: { phase: 'Succeeded' },
    });
    await on.admin.delete(path('ended'));
    expect((await on.admin.get(path('ended'))).status).toBe(404);
  });

  it('waits for finalizers and for the node', async () => {
    await made('both', onNode, { finalizers: ['kasm.io/hold'] });
    await on.admin.delete(path('both'));
    const free = await on.admin.patch(path('both'), {
      metadata: { finalizers: null },
    });
    expect(free.status).toBe(200);
    expect((await on.admin.get(path('both'))).status).toBe(200);
    await on.admin.delete(path('both'), { gracePeriodSeconds: 0 });
    expect((await on.admin.get(path('both'))).status).toBe(404);
  });

  it('changes nothing in a dry run', async () => {
    const pod = await made('dry', onNode);
    const answer = await on.admin.delete(path('dry'), { dryRun: ['All'] });
    expect(answer.json.metadata.deletionGracePeriodSeconds).toBe(30);
    expect(
      (await on.admin.get(path('dry'))).json.metadata.resourceVersion,
    ).toBe(pod.metadata.resourceVersion);
    await on.admin.delete(path('dry'), { gracePeriodSeconds: 0 });
  });
});

import { contractClusters, eventually, useContract } from './contractClusters';
import { configMap } from './objects';

describe.each(contractClusters)(
  'owners and dependants on $name',
  ({ start }) => {
    const on = useContract(start);
    const path = (name: string) => on.core('configmaps', name);

    async function made(name: string, metadata: object = {}) {
      const answer = await on.admin.post(
        on.core('configmaps'),
        configMap(name, { a: '1' }, metadata),
      );
      expect(answer.status).toBe(201);
      return answer.json;
    }
    const reference = ({ metadata }: any, more: object = {}) => ({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      name: metadata.name,
      uid: metadata.uid,
      ...more,
    });
    const hold = { finalizers: ['kasm.io/hold'] };
    const release = (name: string) =>
      on.admin.patch(path(name), { metadata: { finalizers: null } });
    const gone = (name: string) =>
      eventually(
        () => on.admin.get(path(name)),
        ({ status }) => status === 404,
      );
    const dying = (name: string) =>
      eventually(
        () => on.admin.get(path(name)),
        ({ json }) => json.metadata.deletionTimestamp !== undefined,
      );

    it('lets an owner wait for those dependants that hold it', async () => {
      const owner = await made('waits');
      const blocking = reference(owner, { blockOwnerDeletion: true });
      await made('blocks', { ...hold, ownerReferences: [blocking] });
      await made('does-not-block', {
        ...hold,
        ownerReferences: [reference(owner)],
      });
      await on.admin.delete(path('waits'), { propagationPolicy: 'Foreground' });
      await dying('blocks');
      const waiting = await on.admin.get(path('waits'));
      expect(waiting.json.metadata).toMatchObject({
        deletionTimestamp: expect.any(String),
        finalizers: ['foregroundDeletion'],
      });
      await release('blocks');
      await gone('waits');
      await dying('does-not-block');
      await release('does-not-block');
      await gone('does-not-block');
    });

    it('goes on with dependants of dependants in the same order', async () => {
      const owner = await made('top');
      const middle = await made('middle', {
        ownerReferences: [reference(owner, { blockOwnerDeletion: true })],
      });
      await made('bottom', {
        ...hold,
        ownerReferences: [reference(middle, { blockOwnerDeletion: true })],
      });
      await on.admin.delete(path('top'), { propagationPolicy: 'Foreground' });
      await dying('bottom');
      const between = await on.admin.get(path('middle'));
      expect(between.json.metadata.finalizers).toEqual(['foregroundDeletion']);
      await release('bottom');
      await gone('top');
      await gone('middle');
    });

    it('keeps what another owner still has', async () => {
      const [one, two] = [await made('one'), await made('two')];
      await made('shared', {
        ownerReferences: [one, two].map(o => reference(o)),
      });
      await on.admin.delete(path('one'), { propagationPolicy: 'Background' });
      const left = await eventually(
        () => on.admin.get(path('shared')),
        ({ json }) => json.metadata.ownerReferences?.length === 1,
      );
      expect(left.json.metadata.ownerReferences[0].name).toBe('two');
      await on.admin.delete(path('two'));
      await gone('shared');
    });

    it('collects what names an owner that is not there', async () => {
      await made('dangling', {
        ownerReferences: [
          reference({
            metadata: {
              name: 'nobody',
              uid: '11111111-2222-4333-8444-555555555555',
            },
          }),
        ],
      });
      expect((await gone('dangling')).status).toBe(404);
    });

    it('lets the latest policy count', async () => {
      await made('changing', hold);
      const finalizers = async (propagationPolicy?: string) => {
        const answer = await on.admin.delete(path('changing'), {
          propagationPolicy,
        });
        return answer.json.metadata.finalizers;
      };
      expect(await finalizers('Background')).toEqual(['kasm.io/hold']);
      const foreground = await finalizers('Foreground');
      expect(foreground[0]).toBe('kasm.io/hold');
      await finalizers('Background');
      await release('changing');
      await gone('changing');
    });

    it('shows in a dry run how the owner would be held', async () => {
      await made('rehearsed');
      const answer = await on.admin.delete(path('rehearsed'), {
        propagationPolicy: 'Orphan',
        dryRun: ['All'],
      });
      expect(answer.json.metadata.finalizers).toEqual(['orphan']);
      const still = await on.admin.get(path('rehearsed'));
      expect(still.json.metadata).not.toHaveProperty('finalizers');
    });
  },
);

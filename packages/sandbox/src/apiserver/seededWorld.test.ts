import { useManualWorld } from '../world/useManualWorld';
import type { StoredObject } from './ClusterStore';
import { readObject } from './admission/readObject';
import { validate } from './admission/validate';
import { fillDefaults } from './admission/defaults';
import { checkCustom } from './schemas/custom/check';
import { schemaOf } from './schemas/schemaOf';
import type { ServedStore } from './store/ServedStore';
import { copy } from './store/json';

/** What a real server would have refused, dropped or written otherwise of what controllers have stored. */
function faults(store: ServedStore): string[] {
  return store.registry.kinds.flatMap(kind =>
    store.list(kind.resource).flatMap(object => {
      const { namespace, name } = object.metadata;
      const at = `${kind.resource} ${namespace ?? ''}/${name}`;
      const read = copy(object) as StoredObject;
      try {
        const unknown = readObject(kind, read);
        fillDefaults(kind.resource, read);
        validate(kind, copy(read), undefined);
        const schema = kind.custom ? schemaOf(kind) : undefined;
        return [
          ...unknown.map(path => `${at} has ${path}`),
          ...(schema ? checkCustom(schema, read, undefined) : []).map(
            ({ field, message }) => `${at}: ${field}: ${message}`,
          ),
        ];
      } catch (error) {
        return [`${at}: ${(error as Error).message}`];
      }
    }),
  );
}

describe('what the stand-in controllers store', () => {
  const world = useManualWorld({ seeded: true });

  it('is what a real server would have taken', () => {
    for (const store of [world.rke2, world.harvester]) {
      expect(faults(store as ServedStore)).toEqual([]);
    }
    world.rke2.create({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'wrong', namespace: 'default' },
      spec: { podSelector: {}, ingress: [{ form: [] }] },
    });
    expect(faults(world.rke2 as ServedStore)).toEqual([
      'networkpolicies.networking.k8s.io default/wrong has spec.ingress[0].form',
    ]);
  });
});

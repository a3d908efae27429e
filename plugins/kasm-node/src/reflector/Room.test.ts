import { Room } from './Room';
import { Store } from './Store';

function storeOf(most: number) {
  const told: string[] = [];
  const changes: string[] = [];
  const store = new Store<number>(
    ({ type, key }) => void changes.push(`${type} ${key}`),
    {
      most,
      onLeftOut: namespace =>
        void told.push(`${namespace}: ${store.leftOut(namespace)}`),
    },
  );
  return { store, told, changes };
}

describe('Store with a limit', () => {
  it('keeps so many of each namespace, and says where more are', () => {
    const { store, told } = storeOf(2);
    store.replace(
      new Map([
        ['a/1', 1],
        ['a/2', 2],
        ['a/3', 3],
        ['a/4', 4],
        ['b/1', 1],
      ]),
    );
    expect([...store.items.keys()]).toEqual(['a/1', 'a/2', 'b/1']);
    expect(store.leftOut('a')).toBe(2);
    expect(store.leftOut('b')).toBe(0);
    expect(told).toEqual(['a: 1']);
  });

  it('goes on telling of what it keeps', () => {
    const { store, changes } = storeOf(1);
    store.set('a/1', 1);
    store.set('a/2', 2);
    store.set('a/1', 3);
    expect(changes).toEqual(['set a/1', 'set a/1']);
  });

  it('takes one in when another is gone, and says when nothing is left out any more', () => {
    const { store, told } = storeOf(1);
    store.set('a/1', 1);
    store.set('a/2', 2);
    store.delete('a/1');
    store.set('a/2', 2);
    expect([...store.items.keys()]).toEqual(['a/2']);
    expect(told).toEqual(['a: 1', 'a: 0']);
  });

  it('forgets those left out when they are deleted, or a new list has them no more', () => {
    const { store, told } = storeOf(1);
    store.set('a/1', 1);
    store.set('a/2', 2);
    store.delete('a/2');
    expect(told).toEqual(['a: 1', 'a: 0']);
    store.set('a/3', 3);
    store.replace(new Map([['a/1', 1]]));
    expect(told).toEqual(['a: 1', 'a: 0', 'a: 1', 'a: 0']);
  });
});

it('has room for everything without a limit', () => {
  const room = new Room();
  expect(room.take('a/1') && room.take('a/2')).toBe(true);
  expect(room.leftOut('a')).toBe(0);
});

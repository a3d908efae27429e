import type { Interest } from './ClusterViews';
import { Shelves } from './Shelves';

interface Item {
  owner?: string;
  text: string;
}

function shelvesWith(owners = true) {
  const shelves = new Shelves<Item>(({ owner }) =>
    owner === undefined || !owners ? [] : [owner],
  );
  const told: string[] = [];
  const asked: string[] = [];
  const interest = (name: string): Interest<Item> => ({
    relevant: ({ text }) => {
      asked.push(name);
      return text !== 'irrelevant';
    },
    changed: () => void told.push(name),
  });
  return { shelves, told, asked, interest };
}

describe('Shelves', () => {
  it('tells of an item those who look at its namespace and its owner, and asks nobody else', () => {
    const { shelves, told, asked, interest } = shelvesWith();
    for (let other = 0; other < 100; other++) {
      const namespace = `kasm-${other}`;
      shelves.add({ namespace }, interest(namespace));
      shelves.add(
        { namespace: 'kasm', of: `release/${other}` },
        interest(`release/${other}`),
      );
    }
    shelves.add({ namespace: 'kasm' }, interest('kasm'));
    shelves.add({}, interest('everywhere'));
    shelves.put('kasm/api', { owner: 'release/7', text: 'new' }, undefined);
    expect(told.sort()).toEqual(['everywhere', 'kasm', 'release/7']);
    expect(asked.sort()).toEqual(['everywhere', 'kasm', 'release/7']);
  });

  it('tells the old owner and the new when an item changes hands', () => {
    const { shelves, told, interest } = shelvesWith();
    const a = { namespace: 'kasm', of: 'a' };
    const b = { namespace: 'kasm', of: 'b' };
    shelves.add(a, interest('a'));
    shelves.add(b, interest('b'));
    const before = { owner: 'a', text: 'x' };
    const after = { owner: 'b', text: 'x' };
    shelves.put('kasm/pod', before, undefined);
    shelves.put('kasm/pod', after, before);
    expect(told).toEqual(['a', 'a', 'b']);
    expect([...shelves.itemsAt(a).values()]).toEqual([]);
    expect([...shelves.itemsAt(b).values()]).toEqual([after]);
    shelves.put('kasm/pod', undefined, after);
    expect(told).toEqual(['a', 'a', 'b', 'b']);
    expect([...shelves.itemsAt({ namespace: 'kasm' })]).toEqual([]);
  });

  it('tells somebody once, of an item that concerned him before and does no more', () => {
    const { shelves, told, interest } = shelvesWith();
    shelves.add({ namespace: 'kasm' }, interest('kasm'));
    const before = { owner: 'a', text: 'x' };
    shelves.put('kasm/pod', before, undefined);
    shelves.put('kasm/pod', { owner: 'a', text: 'irrelevant' }, before);
    expect(told).toEqual(['kasm', 'kasm']);
  });

  it('keeps items that came before somebody looked', () => {
    const { shelves, interest } = shelvesWith();
    shelves.put('kasm/pod', { owner: 'a', text: 'x' }, undefined);
    const place = { namespace: 'kasm', of: 'a' };
    shelves.add(place, interest('late'));
    expect(shelves.itemsAt(place).size).toBe(1);
    expect(shelves.size).toBe(1);
  });

  it('tells everybody of one namespace, and of no other that begins alike', () => {
    const { shelves, told, interest } = shelvesWith();
    shelves.add({ namespace: 'kasm' }, interest('kasm'));
    shelves.add({ namespace: 'kasm', of: 'a' }, interest('a'));
    shelves.add({ namespace: 'kasm-2' }, interest('kasm-2'));
    shelves.tellAll('kasm');
    expect(told.sort()).toEqual(['a', 'kasm']);
  });
});

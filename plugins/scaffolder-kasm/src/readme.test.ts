import { mockServices } from '@backstage/backend-test-utils';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { kasmActions } from './kasmActions';
import type { ActionServices } from './run/ActionServices';

interface Schema {
  default?: unknown;
  properties?: Record<string, Schema>;
}

/** First two cells of a row of a table, and the first cell of the table's head. */
interface Row {
  head: string;
  first: string;
  second: string;
}

const README = readFileSync(resolve(__dirname, '../README.md'), 'utf8');
const ACTIONS = kasmActions({ auth: mockServices.auth() } as ActionServices);

const anchorOf = (title: string) =>
  title
    .toLowerCase()
    .replace(/[^a-z0-9 -]/g, '')
    .replaceAll(' ', '-');

/** Texts below the headings, by the heading's anchor. */
const SECTIONS = new Map(
  README.split(/^#+ (?=.)/m)
    .slice(1)
    .map(part => [anchorOf(part.split('\n', 1)[0]), part]),
);

function rowsOf(section: string): Row[] {
  const rows: Row[] = [];
  let head = '';
  let before = '';
  for (const line of section.split('\n')) {
    const [, first = '', second = ''] = line
      .split('|')
      .map(cell => cell.trim());
    if (/^\|[\s|-]+\|$/.test(line)) {
      head = before;
    } else if (line.startsWith('|') && head) {
      rows.push({ head, first, second });
    } else {
      head = '';
    }
    before = first;
  }
  return rows;
}

/** What a section says of inputs, with the tables of other sections that its own inputs point to. */
function inputRows(section: string): Row[] {
  const own = rowsOf(section).filter(({ head }) => head === 'input');
  const shared = own.flatMap(({ first }) =>
    [...first.matchAll(/\]\(#([^)]+)\)/g)].flatMap(([, anchor]) =>
      rowsOf(SECTIONS.get(anchor)!),
    ),
  );
  return [...own, ...shared];
}

const namesIn = ({ first }: Row) =>
  [...first.matchAll(/`([^`]+)`/g)].map(([, name]) => name);

const topLevel = (rows: Row[]) =>
  new Set(rows.flatMap(namesIn).map(name => name.split('.')[0]));

/** What is registered under a path such as `database.instances`. */
const find = (schema: Schema, path: string) =>
  path
    .split('.')
    .reduce<Schema | undefined>(
      (within, name) => within?.properties?.[name],
      schema,
    );

const isPlain = (value: unknown) =>
  ['string', 'number', 'boolean'].includes(typeof value);

it('lists every action, and no other', () => {
  const listed = rowsOf(README)
    .filter(({ head }) => head === 'Action')
    .flatMap(namesIn);
  expect(listed.toSorted()).toEqual(ACTIONS.map(({ id }) => id).toSorted());
});

it('has a heading for every place that it points to', () => {
  const anchors = [...README.matchAll(/\]\(#([^)]+)\)/g)].map(
    ([, anchor]) => anchor,
  );
  expect(anchors.filter(anchor => !SECTIONS.has(anchor))).toEqual([]);
});

describe.each(ACTIONS.map(action => [action.id, action] as const))(
  '%s',
  (id, { schema }) => {
    const section = SECTIONS.get(anchorOf(id))!;
    const input = schema!.input as Schema;
    const output = schema!.output as Schema;

    it('has every input in its section, and no other', () => {
      expect([...topLevel(inputRows(section))].toSorted()).toEqual(
        Object.keys(input.properties!).toSorted(),
      );
    });

    it('has every output in its section, and no other', () => {
      const rows = rowsOf(section).filter(({ head }) => head === 'output');
      expect([...topLevel(rows)].toSorted()).toEqual(
        Object.keys(output.properties!).toSorted(),
      );
    });

    it('has the defaults that are registered', () => {
      const rows = rowsOf(section).concat(
        // an update takes the spec without its defaults
        id === 'kasm:deployment:update' ? [] : inputRows(section),
      );
      const told = rows
        .filter(({ head }) => head === 'input')
        .flatMap(row => namesIn(row).map(name => ({ name, said: row.second })))
        // of the rest there is only a word about what it comes from
        .filter(({ name }) => isPlain(find(input, name)?.default));
      expect(told).toEqual(
        told.map(({ name }) => ({
          name,
          said: `\`${find(input, name)!.default}\``,
        })),
      );
    });
  },
);

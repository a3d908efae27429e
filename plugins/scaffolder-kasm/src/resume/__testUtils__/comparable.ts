import type { KubeObject } from '@kasm-portal/backstage-plugin-kasm-node';

/** What a server counts and stamps, and no two runs have in common. */
const STAMPED = [
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'managedFields',
];

const TIME = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g;
const UID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
const SERVICE_ADDRESS = /\b10\.43\.\d+\.\d+\b/g;
/** Names that are made once: of an archive, `kasm-pg-202611221300`. */
const MADE_ONCE = /-20\d{10}\b/g;

/**
 * What is stored, so that the outcome of two runs can be compared. What is random is told by what it
 * equals: a password by who else has it, a uid by the object that has it.
 */
export function comparable(
  objects: KubeObject[],
  replace: Record<string, string> = {},
): Record<string, unknown> {
  const sorted = [...objects].sort((left, right) =>
    nameOf(left) < nameOf(right) ? -1 : 1,
  );
  const uids = new Map(
    sorted.map(object => [object.metadata.uid, nameOf(object)]),
  );
  const values = classes('value');
  const made = classes('made once');
  const plain = (text: string): string =>
    Object.entries(replace)
      .reduce((so, [from, to]) => so.split(from).join(to), text)
      .replace(TIME, '<time>')
      .replace(SERVICE_ADDRESS, '<address>')
      .replace(UID, uid => `<uid of ${uids.get(uid) ?? 'nothing'}>`)
      .replace(MADE_ONCE, name => `-<${made(name)}>`);
  const result: Record<string, unknown> = {};
  for (const object of sorted) {
    const { status: _, metadata, data, ...rest } = object;
    const kept = Object.fromEntries(
      Object.entries(metadata).filter(([field]) => !STAMPED.includes(field)),
    );
    const shown =
      object.kind === 'Secret'
        ? Object.fromEntries(
            Object.entries((data ?? {}) as Record<string, string>).map(
              ([key, value]) => [key, values(value)],
            ),
          )
        : data;
    result[plain(nameOf(object))] = JSON.parse(
      // twice: a name in the text may have a uid in it
      plain(plain(JSON.stringify({ ...rest, metadata: kept, data: shown }))),
    );
  }
  return result;
}

/** Gives each distinct text a number, in the order in which they come. */
function classes(what: string): (text: string) => string {
  const seen = new Map<string, string>();
  return text => {
    const known = seen.get(text) ?? `${what} ${seen.size + 1}`;
    seen.set(text, known);
    return known;
  };
}

function nameOf({ kind, metadata }: KubeObject): string {
  return [kind, metadata.namespace, metadata.name].filter(Boolean).join(' ');
}

const BACKSLASH = 92;

/** Reads on behind a text of JSON; `at` is its opening quote. */
function endOfText(json: string, at: number): number {
  let end = json.indexOf('"', at + 1);
  for (;;) {
    let slashes = 0;
    while (json.charCodeAt(end - 1 - slashes) === BACKSLASH) {
      slashes += 1;
    }
    if (slashes % 2 === 0) {
      return end;
    }
    end = json.indexOf('"', end + 1);
  }
}

const QUOTE = 34;
const COMMA = 44;
/** What closes a bracket or brace stands two places behind what opens it. */
const BRACKET = 91;
const BRACE = 123;

const named = (text: string): string =>
  text.includes('\\') ? JSON.parse(`"${text}"`) : text;

/** One object or list that is open. */
interface Open {
  path: string;
  /** Names so far; undefined for a list. */
  names?: Set<string>;
  /** Place in a list. */
  index: number;
  /** Name of the member that comes next. */
  member: string;
}

function pathWithin({ path, names, index, member }: Open): string {
  if (!names) {
    return `${path}[${index}]`;
  }
  return path ? `${path}.${member}` : member;
}

/**
 * Paths of the members that stand more than once in their object. The text must be JSON; who reads it
 * takes the last of them.
 */
export function duplicateFields(json: string): string[] {
  const found: string[] = [];
  const open: Open[] = [];
  let here: Open | undefined;
  let nameComes = false;
  for (let at = 0; at < json.length; at += 1) {
    switch (json.charCodeAt(at)) {
      case QUOTE: {
        const end = endOfText(json, at);
        if (nameComes && here?.names) {
          here.member = named(json.slice(at + 1, end));
          nameComes = false;
          if (here.names.has(here.member)) {
            found.push(pathWithin(here));
          }
          here.names.add(here.member);
        }
        at = end;
        break;
      }
      case BRACE:
      case BRACKET: {
        const isObject = json.charCodeAt(at) === BRACE;
        here = {
          path: here ? pathWithin(here) : '',
          ...(isObject ? { names: new Set() } : {}),
          index: 0,
          member: '',
        };
        open.push(here);
        nameComes = isObject;
        break;
      }
      case BRACE + 2:
      case BRACKET + 2:
        open.pop();
        here = open.at(-1);
        break;
      case COMMA:
        if (here) {
          here.index += 1;
          nameComes = Boolean(here.names);
        }
        break;
      default:
    }
  }
  return found;
}

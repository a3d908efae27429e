import { badRequest } from '../StatusError';

type Labels = Record<string, string> | undefined;
type Requirement = (labels: Labels) => boolean;

const KEY =
  /^([a-z0-9]([-a-z0-9.]*[a-z0-9])?\/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;
const VALUE = /^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/;

function requireValue(value: string): string {
  if (!VALUE.test(value)) {
    throw badRequest(
      `unable to parse requirement: invalid label value: "${value}": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')`,
    );
  }
  return value;
}

function requireKey(key: string): string {
  if (!KEY.test(key)) {
    throw badRequest(
      key === ''
        ? "found ',', expected: !, identifier, or 'end of string'"
        : `unable to parse requirement: invalid label key "${key}"`,
    );
  }
  return key;
}

/** Splits at commas that are outside parentheses. */
function split(selector: string): string[] {
  return selector.split(/,(?![^(]*\))/).map(part => part.trim());
}

function requirement(text: string): Requirement {
  const set = /^(\S+)\s+(in|notin)\s*\(([^)]*)\)$/.exec(text);
  if (set) {
    const key = requireKey(set[1]);
    const values = set[3].split(',').map(value => requireValue(value.trim()));
    return set[2] === 'in'
      ? labels => values.includes(labels?.[key] ?? '\u0000')
      : labels => !values.includes(labels?.[key] ?? '\u0000');
  }
  if (/\s(in|notin)\s*\(/.test(text)) {
    throw badRequest(
      "unable to parse requirement: found '', expected: ',' or ')'",
    );
  }
  const compared = /^([^!=<>]+?)\s*(==|=|!=|<|>)\s*(.*)$/.exec(text);
  if (compared) {
    const key = requireKey(compared[1]);
    const value = compared[3].trim();
    switch (compared[2]) {
      case '>':
        return labels => Number(labels?.[key] ?? NaN) > Number(value);
      case '<':
        return labels => Number(labels?.[key] ?? NaN) < Number(value);
      case '!=':
        requireValue(value);
        return labels => labels?.[key] !== value;
      default:
        requireValue(value);
        return labels => labels?.[key] === value;
    }
  }
  if (text.startsWith('!')) {
    const key = requireKey(text.slice(1).trim());
    return labels => labels?.[key] === undefined;
  }
  const key = requireKey(text);
  return labels => labels?.[key] !== undefined;
}

/** Parses `a=b,c in (d,e),!f`; throws 400 as a real server does. */
export function labelSelector(selector: string): Requirement {
  if (selector.trim() === '') {
    return () => true;
  }
  const requirements = split(selector).map(requirement);
  return labels => requirements.every(matches => matches(labels));
}

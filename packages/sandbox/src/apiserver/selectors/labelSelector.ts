import { badRequest } from '../StatusError';
import { SelectorTokens } from './SelectorTokens';

type Labels = Record<string, string> | undefined;
type Requirement = (labels: Labels) => boolean;

const NAME = /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;
const PREFIX =
  /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const VALUE = /^([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$/;
const LONGEST = 63;

const NAME_RULE =
  "a qualified name must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]') with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')";
const VALUE_RULE =
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";

const requirementError = (why: string) =>
  badRequest(`unable to parse requirement: ${why}`);

function requireKey(key: string): string {
  const parts = key.split('/');
  const name = parts.pop()!;
  const refuse = (why: string) =>
    requirementError(`invalid label key ${JSON.stringify(key)}: ${why}`);
  if (name.length > LONGEST) {
    throw refuse('name part must be no more than 63 characters');
  }
  if (
    !NAME.test(name) ||
    parts.length > 1 ||
    (parts.length === 1 && !PREFIX.test(parts[0]))
  ) {
    throw refuse(NAME_RULE);
  }
  return key;
}

function requireValue(key: string, value: string): string {
  if (!VALUE.test(value) || value.length > LONGEST) {
    const why = VALUE.test(value)
      ? 'must be no more than 63 characters'
      : VALUE_RULE;
    throw requirementError(
      `invalid label value: ${JSON.stringify(value)}: at key: ${JSON.stringify(
        key,
      )}: ${why}`,
    );
  }
  return value;
}

/** The values of `in (a,b)`; nothing between commas is the empty value. */
function valueList(tokens: SelectorTokens): string[] {
  const opening = tokens.next();
  if (opening !== '(') {
    throw requirementError(`found '${opening}' expected: '('`);
  }
  const values: string[] = [];
  for (;;) {
    values.push(tokens.isWord() ? tokens.next() : '');
    const found = tokens.next();
    if (found === ')') {
      return values;
    }
    if (found !== ',') {
      throw requirementError(`found '${found}', expected: ',' or ')'`);
    }
  }
}

function exactValue(tokens: SelectorTokens): string {
  if (tokens.isWord()) {
    return tokens.next();
  }
  if (tokens.peek() === '' || tokens.peek() === ',') {
    return '';
  }
  throw requirementError(`found '${tokens.peek()}', expected: identifier`);
}

function compared(key: string, operator: string, value: string): Requirement {
  if (operator === '>' || operator === '<') {
    if (!/^[-+]?\d+$/.test(value)) {
      throw requirementError(
        "for 'Gt', 'Lt' operators, the value must be an integer",
      );
    }
    const limit = Number(value);
    return labels => {
      const found = Number(labels?.[key] || NaN);
      return operator === '>' ? found > limit : found < limit;
    };
  }
  requireValue(key, value);
  return operator === '!='
    ? labels => labels?.[key] !== value
    : labels => labels?.[key] === value;
}

function requirement(tokens: SelectorTokens): Requirement {
  const negated = tokens.peek() === '!';
  if (negated) {
    tokens.next();
  }
  if (!tokens.isWord()) {
    throw requirementError(`found '${tokens.peek()}', expected: identifier`);
  }
  const key = requireKey(tokens.next());
  if (negated) {
    return labels => labels?.[key] === undefined;
  }
  const operator = tokens.peek();
  if (operator === '' || operator === ',') {
    return labels => labels?.[key] !== undefined;
  }
  tokens.next();
  if (operator === 'in' || operator === 'notin') {
    const values = valueList(tokens).map(value => requireValue(key, value));
    const isIn: Requirement = labels =>
      labels?.[key] !== undefined && values.includes(labels[key]);
    return operator === 'in' ? isIn : labels => !isIn(labels);
  }
  if (!['=', '==', '!=', '>', '<'].includes(operator)) {
    throw requirementError(
      `found '${operator}', expected: '=', '!=', '==', 'in', notin'`,
    );
  }
  return compared(key, operator, exactValue(tokens));
}

/** Parses `a=b,c in (d,e),!f`; throws 400 as a real server does. */
export function labelSelector(selector: string): Requirement {
  const tokens = new SelectorTokens(selector);
  const requirements: Requirement[] = [];
  if (tokens.peek() === '') {
    return () => true;
  }
  if (!tokens.isWord() && tokens.peek() !== '!') {
    throw badRequest(
      `found '${tokens.peek()}', expected: !, identifier, or 'end of string'`,
    );
  }
  for (;;) {
    requirements.push(requirement(tokens));
    const found = tokens.next();
    if (found === '') {
      return labels => requirements.every(matches => matches(labels));
    }
    if (found !== ',') {
      throw badRequest(`found '${found}', expected: ',' or 'end of string'`);
    }
    if (!tokens.isWord() && tokens.peek() !== '!') {
      throw badRequest(
        `found '${tokens.peek()}', expected: identifier after ','`,
      );
    }
  }
}

import { required, wrongValue, type Causes } from './causes';

interface Rule {
  pattern: RegExp;
  longest: number;
  why: string;
}

const SUBDOMAIN: Rule = {
  pattern: /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/,
  longest: 253,
  why: "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
};

const LABEL: Rule = {
  pattern: /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
  longest: 63,
  why: "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')",
};

const SERVICE: Rule = {
  pattern: /^[a-z]([-a-z0-9]*[a-z0-9])?$/,
  longest: 63,
  why: "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')",
};

const QUALIFIED_NAME = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;
const NAME_PART =
  "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";

const LABEL_VALUE = /^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/;
const LABEL_VALUE_RULE =
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";

const tooLong = (longest: number) =>
  `must be no more than ${longest} characters`;

function faults({ pattern, longest, why }: Rule, text: string): string[] {
  return [
    ...(text.length > longest ? [tooLong(longest)] : []),
    ...(pattern.test(text) ? [] : [why]),
  ];
}

const named =
  (rule: Rule) =>
  (field: string, text: string): Causes =>
    faults(rule, text).map(why => wrongValue(field, text, why));

/** What keeps a text from being a name as most objects have. */
export const subdomainCauses = named(SUBDOMAIN);
/** What keeps a text from being a name within a list, as containers and namespaces have. */
export const labelNameCauses = named(LABEL);

function prefixFaults(prefix: string | undefined): string[] {
  if (prefix === undefined) {
    return [];
  }
  return prefix === ''
    ? ['prefix part must be non-empty']
    : faults(SUBDOMAIN, prefix).map(why => `prefix part ${why}`);
}

/** What keeps a text from being a key of labels, annotations or finalizers. */
export function qualifiedNameFaults(text: string): string[] {
  const parts = text.split('/');
  if (parts.length > 2) {
    return [
      `a qualified name ${NAME_PART} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
    ];
  }
  const [name, prefix] = parts.reverse();
  return [
    ...prefixFaults(prefix),
    ...(name === '' ? ['name part must be non-empty'] : []),
    ...(name.length > 63 ? [`name part ${tooLong(63)}`] : []),
    ...(QUALIFIED_NAME.test(name) ? [] : [`name part ${NAME_PART}`]),
  ];
}

/** What is wrong with labels, or with a selector that is written like them. */
export function labelsCauses(
  field: string,
  labels: Record<string, string> | undefined,
): Causes {
  return Object.entries(labels ?? {}).flatMap(([key, value]) => [
    ...qualifiedNameFaults(key).map(why => wrongValue(field, key, why)),
    ...(value.length > 63 ? [wrongValue(field, value, tooLong(63))] : []),
    ...(LABEL_VALUE.test(value)
      ? []
      : [wrongValue(field, value, LABEL_VALUE_RULE)]),
  ]);
}

const RULES: Record<string, Rule> = { namespaces: LABEL, services: SERVICE };

/** Characters that no path takes. */
const PATH_SEGMENT = 'rbac.authorization.k8s.io';

/** What is wrong with the name of a new object. */
export function objectNameCauses(
  { group, resource }: { group: string; resource: string },
  name: string | undefined,
): Causes {
  const field = 'metadata.name';
  if (!name) {
    return [required(field, 'name or generateName is required')];
  }
  if (group === PATH_SEGMENT) {
    return ['/', '%']
      .filter(letter => name.includes(letter))
      .map(letter => wrongValue(field, name, `may not contain '${letter}'`));
  }
  return named(RULES[resource] ?? SUBDOMAIN)(field, name);
}

/** What is wrong with the beginning of names that the server completes. */
export function generateNameCauses(
  { group, resource }: { group: string; resource: string },
  prefix: string | undefined,
): Causes {
  if (!prefix || group === PATH_SEGMENT) {
    return [];
  }
  return named(RULES[resource] ?? SUBDOMAIN)(
    'metadata.generateName',
    prefix.replace(/-$/, 'a'),
  ).map(cause => ({
    ...cause,
    message: cause.message.replace(
      JSON.stringify(prefix.replace(/-$/, 'a')),
      JSON.stringify(prefix),
    ),
  }));
}

/** What is wrong with the name of a port, or with a port that is asked for by name. */
export function portNameCauses(field: string, name: string): Causes {
  const wrong = (why: string) => wrongValue(field, name, why);
  if (name.length > 15) {
    return [wrong(tooLong(15))];
  }
  if (!/^[-a-z0-9]*$/.test(name)) {
    return [
      wrong(
        'must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)',
      ),
    ];
  }
  return [
    ...(/[a-z]/.test(name)
      ? []
      : [wrong('must contain at least one letter (a-z)')]),
    ...(name.includes('--')
      ? [wrong('must not contain consecutive hyphens')]
      : []),
    ...(/^-|-$/.test(name)
      ? [wrong('must not begin or end with a hyphen')]
      : []),
  ];
}

const isPort = (value: unknown) =>
  Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 65535;

/** What keeps a number from being a port. */
export const portCauses = (field: string, value: unknown): Causes =>
  isPort(value)
    ? []
    : [wrongValue(field, value, 'must be between 1 and 65535, inclusive')];

/** What keeps a number or a name from being a port. */
export const portOrNameCauses = (field: string, value: unknown): Causes =>
  typeof value === 'string'
    ? portNameCauses(field, value)
    : portCauses(field, value ?? 0);

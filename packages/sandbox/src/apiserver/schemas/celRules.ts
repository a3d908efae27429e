import type { Rule } from './Schema';

/** One entry of `x-kubernetes-validations`. */
export interface CelRule {
  rule: string;
  message?: string;
}

/** A rule as a CustomResourceDefinition writes it. */
export function celRule(rule: Rule): CelRule {
  const { message } = rule;
  switch (rule.rule) {
    case 'immutable':
      return { rule: 'self == oldSelf', message };
    case 'not':
      return { rule: `self != '${rule.value}'`, message };
    default:
      return {
        rule: `!(${rule.members
          .map(member => `has(self.${member})`)
          .join(' && ')})`,
        message,
      };
  }
}

const NOT = /^self != '([^']*)'$/;
const NOT_TOGETHER = /^!\((has\(self\.\w+\)(?: && has\(self\.\w+\))+)\)$/;

/** The rule that CEL means; undefined for what this server does not know how to check. */
export function knownRule({ rule, message }: CelRule): Rule | undefined {
  const text = rule.trim();
  const says = message ?? `failed rule: ${rule}`;
  if (/^(self == oldSelf|oldSelf == self)$/.test(text)) {
    return { rule: 'immutable', message: says };
  }
  const [, value] = NOT.exec(text) ?? [];
  if (value !== undefined) {
    return { rule: 'not', value, message: says };
  }
  const [, members] = NOT_TOGETHER.exec(text) ?? [];
  return members
    ? {
        rule: 'notTogether',
        members: [...members.matchAll(/self\.(\w+)/g)].map(match => match[1]),
        message: says,
      }
    : undefined;
}

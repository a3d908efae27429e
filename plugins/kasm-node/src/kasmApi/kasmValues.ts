import { clusterText } from '../foreignText/clusterText';
import { isRecord } from './parseReply';

/** More than these nobody has, and nobody reads. */
const MOST_RECORDS = 20_000;

const ID = /^[0-9a-f]{32}$/;

/** Kasm's dates are UTC and do not say so; sometimes they are the word `None`. */
const DATE = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}:\d{2})(?:\.\d+)?Z?$/;

/** Ids come with dashes and without; one way is enough for comparing. Undefined for what is none. */
export function kasmId(value: unknown): string | undefined {
  if (typeof value !== 'string') {
    return undefined;
  }
  const id = value.replace(/-/g, '').toLowerCase();
  return ID.test(id) ? id : undefined;
}

/** RFC 3339 with whole seconds; undefined for what is no moment. */
export function kasmTime(value: unknown): string | undefined {
  const [, day, time] = DATE.exec(typeof value === 'string' ? value : '') ?? [];
  const moment = `${day}T${time}Z`;
  return day === undefined || Number.isNaN(Date.parse(moment))
    ? undefined
    : moment;
}

/**
 * A number that counts something: finite and not below zero, also when it is written as a text. More
 * than a number holds exactly is as much as it does.
 */
export function amount(value: unknown): number | undefined {
  const number =
    typeof value === 'string' && /^\d{1,18}(\.\d{1,9})?$/.test(value)
      ? Number(value)
      : value;
  return typeof number === 'number' && Number.isFinite(number) && number >= 0
    ? Math.min(number, Number.MAX_SAFE_INTEGER)
    : undefined;
}

export function flag(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}

/** A status word, to be compared with others. */
export function word(value: unknown): string | undefined {
  return clusterText(value, 40)?.toLowerCase();
}

/** The objects of a list; empty for what is no list. */
export function records(value: unknown): Array<Record<string, unknown>> {
  return Array.isArray(value)
    ? value.slice(0, MOST_RECORDS).filter(isRecord)
    : [];
}

/** Without the fields that are undefined. */
export function known<T extends object>(fields: T): T {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as T;
}

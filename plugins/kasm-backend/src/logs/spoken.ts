/** What one line of a log says, and who said it when to whom, as far as it tells. */
export interface Spoken {
  text: string;
  /** RFC 3339. */
  at?: string;
  user?: string;
  database?: string;
}

/** Names inside PostgreSQL; whatever else stands in quotes is none. */
const NAME = /^[A-Za-z0-9_$][-A-Za-z0-9_$.]{0,62}$/;

/**
 * Reads a line of CloudNativePG, which wraps PostgreSQL's in JSON; any other line is its own text.
 *
 * @internal
 */
export function spoken(line: string): Spoken {
  const wrapped = line.startsWith('{') ? parsed(line) : undefined;
  const record = wrapped?.record;
  const text = [record?.message, wrapped?.msg].find(
    said => typeof said === 'string',
  );
  if (wrapped === undefined || text === undefined) {
    return { text: line, ...namesIn(line) };
  }
  const { user, database } = namesIn(text);
  return {
    text,
    at: timeOf(wrapped.ts),
    user: user ?? nameOf(record?.user_name),
    database: database ?? nameOf(record?.database_name),
  };
}

type Wrapped = {
  ts?: unknown;
  msg?: unknown;
  record?: { message?: unknown; user_name?: unknown; database_name?: unknown };
};

function parsed(line: string): Wrapped | undefined {
  try {
    const value = JSON.parse(line);
    return value !== null && typeof value === 'object' ? value : undefined;
  } catch {
    return undefined;
  }
}

function timeOf(ts: unknown): string | undefined {
  const at = typeof ts === 'string' ? new Date(ts) : undefined;
  return at && !Number.isNaN(at.getTime())
    ? at.toISOString().replace('.000', '')
    : undefined;
}

function nameOf(value: unknown): string | undefined {
  return typeof value === 'string' && NAME.test(value) ? value : undefined;
}

function namesIn(text: string): Pick<Spoken, 'user' | 'database'> {
  return {
    user: nameOf(/(?:user|role) \\?"([^"\\]{1,63})/.exec(text)?.[1]),
    database: nameOf(/database \\?"([^"\\]{1,63})/.exec(text)?.[1]),
  };
}

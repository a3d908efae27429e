import type { Knex } from 'knex';

/** Of PostgreSQL: classes of errors that are about values, not about tables or connections. */
const VALUES = /^(22|23)[0-9A-Z]{3}$/;
const SQLITE_VALUES = /^SQLITE_(CONSTRAINT|MISMATCH|RANGE|TOOBIG)/;

/**
 * Writes all together or, where the database refuses a value, all but what it refuses. Whatever else
 * fails is thrown.
 *
 * @param write - writes some of them, and is undone when it fails
 * @returns what was refused
 */
export async function writeAccepted<T>(
  transaction: Knex,
  all: T[],
  write: (savepoint: Knex, some: T[]) => Promise<void>,
): Promise<T[]> {
  if (all.length === 0) {
    return [];
  }
  try {
    await transaction.transaction(savepoint => write(savepoint, all));
    return [];
  } catch (error) {
    if (!isAboutValues(error)) {
      throw error;
    }
  }
  if (all.length === 1) {
    return all;
  }
  const half = Math.ceil(all.length / 2);
  return [
    ...(await writeAccepted(transaction, all.slice(0, half), write)),
    ...(await writeAccepted(transaction, all.slice(half), write)),
  ];
}

function isAboutValues(error: unknown): boolean {
  const code = String((error as { code?: unknown }).code ?? '');
  return (
    error instanceof TypeError ||
    error instanceof RangeError ||
    VALUES.test(code) ||
    SQLITE_VALUES.test(code)
  );
}

import { ConflictError } from '@backstage/errors';
import { redactLine } from '@kasm-portal/backstage-plugin-kasm-node';
import { componentsOf } from '../run/components';
import type { RunContext } from '../run/RunContext';
import { withoutStack } from '../run/withoutStack';

/**
 * Sees to it that nobody loses a desktop by surprise. When it cannot be known whether somebody works,
 * that is no "nobody does".
 *
 * @throws ConflictError while sessions run, or when that is unknown, unless forced
 */
export async function refuseWhileUsed(
  run: RunContext,
  force: boolean,
): Promise<void> {
  const components = await componentsOf(run, run.signal);
  if (components.size === 0) {
    run.progress.line('Kasm is not installed: nobody can be working');
    return;
  }
  const reason = await whyNot(run);
  if (!reason) {
    run.progress.line('No sessions');
    return;
  }
  if (!force) {
    throw withoutStack(
      new ConflictError(
        `${run.names.ref} was not touched: ${reason}. With force: true it is removed all the same, and what runs is lost`,
      ),
    );
  }
  run.progress.warn(`Removed all the same (force): ${reason}`);
}

async function whyNot({
  kasmApi,
  names,
  signal,
}: RunContext): Promise<string | undefined> {
  if (!kasmApi) {
    return `whether sessions run is not known, because the configuration has no key of Kasm's API for ${names.ref} (kasm.kasmApis)`;
  }
  try {
    const { length } = await kasmApi.sessions({ signal });
    return length === 0
      ? undefined
      : `${length} ${
          length === 1 ? 'session is' : 'sessions are'
        } open in Kasm: end them first (Admin, Sessions), or wait`;
  } catch (error) {
    signal.throwIfAborted();
    const text = error instanceof Error ? error.message : String(error);
    return `whether sessions run is not known, because Kasm's API does not say (${redactLine(
      text,
      300,
    )})`;
  }
}

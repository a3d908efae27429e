import { KasmApiError } from '@kasm-portal/backstage-plugin-kasm-node';
import type { Look } from '../run/waitFor';

/** Kasm answering badly now and then ends no wait; what it does not allow does. */
export function patiently<T>(
  look: (signal: AbortSignal) => Promise<Look<T>>,
): (signal: AbortSignal) => Promise<Look<T>> {
  return async signal => {
    try {
      return await look(signal);
    } catch (error) {
      signal.throwIfAborted();
      if (
        error instanceof KasmApiError &&
        error.kind !== 'notPermitted' &&
        error.kind !== 'notFound'
      ) {
        return { done: false, progress: error.message };
      }
      throw error;
    }
  };
}

import { CustomErrorBase } from '@backstage/errors';
import { KubeError } from '@kasm-portal/backstage-plugin-kasm-node';

/** A step that cannot go on; the message is a sentence that says why and what to do. */
export class StepFailure extends CustomErrorBase {
  name = 'StepFailure' as const;
}

/** Why something failed, in one sentence without a full stop. */
export function reasonOf(error: unknown): string {
  if (error instanceof KubeError) {
    const { serverMessage, causes } = error.details;
    const more = [
      serverMessage,
      ...(causes ?? []).map(({ field, message }) =>
        field ? `${field}: ${message}` : message,
      ),
    ].filter(
      (text): text is string =>
        text !== undefined && !error.message.includes(text),
    );
    return [error.message, ...new Set(more)].join('; ').replace(/\.$/, '');
  }
  return (error instanceof Error ? error.message : String(error)).replace(
    /\.$/,
    '',
  );
}

/** Whether it is a KubeError of one of these kinds. */
export function isKubeError(
  error: unknown,
  ...kinds: Array<KubeError['kind']>
): error is KubeError {
  return error instanceof KubeError && kinds.includes(error.kind);
}

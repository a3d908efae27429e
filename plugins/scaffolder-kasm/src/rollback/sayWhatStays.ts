import type { RemovalReport } from '../removal/RemovalReport';
import type { RunContext } from '../run/RunContext';

/** Says of everything that an undoing kept why, and how to remove it by hand. */
export function sayWhatStays(
  { progress }: Pick<RunContext, 'progress'>,
  report: RemovalReport,
): void {
  report
    .keptOutput()
    .forEach(({ object, why, remove }) =>
      progress.line(`Stays: ${object} ${why}. To remove it: ${remove}`),
    );
}

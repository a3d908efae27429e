import type { Clock } from '../../Clock';
import type { ReconcileKey } from '../machinery/startReconciler';

/** Work that gets on by itself: of each object one step is planned at a time. */
export class OneStepAtATime {
  private readonly planned = new Map<string, () => void>();

  constructor(private readonly clock: Clock) {}

  /** Takes a step after a while, unless one is planned already. */
  plan(
    { namespace, name }: ReconcileKey,
    milliseconds: number,
    step: () => void,
  ): void {
    const id = `${namespace}/${name}`;
    if (this.planned.has(id)) {
      return;
    }
    const cancel = this.clock.after(milliseconds, () => {
      this.planned.delete(id);
      step();
    });
    this.planned.set(id, cancel);
  }

  stop(): void {
    this.planned.forEach(cancel => cancel());
    this.planned.clear();
  }
}

import type { StatusDocument } from '@kasm-portal/backstage-plugin-kasm-common';

/** A portal that starts sees its clusters one after the other: that is no news of theirs. */
const PATIENCE = 60_000;

/**
 * Which deployments were seen as a whole since this process began to look, or are looked at for long
 * enough. What becomes otherwise before that is how a start goes on.
 *
 * @internal
 */
export class SettledDeployments {
  private readonly firstTold = new Map<string, number>();
  private readonly settled = new Set<string>();

  /** @param now - milliseconds since 1970 */
  constructor(private readonly now: () => number) {}

  has(status: StatusDocument): boolean {
    const { ref } = status.deployment;
    if (this.settled.has(ref)) {
      return true;
    }
    const first = this.firstTold.get(ref) ?? this.now();
    this.firstTold.set(ref, first);
    const seen = Object.values(status.sources).every(
      ({ state }) => state !== 'unreachable',
    );
    if (seen || this.now() - first >= PATIENCE) {
      this.settled.add(ref);
    }
    return this.settled.has(ref);
  }

  forget(ref: string): void {
    this.firstTold.delete(ref);
    this.settled.delete(ref);
  }
}

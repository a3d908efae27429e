import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { PolicyDecision } from '@backstage/plugin-permission-common';

/** Decisions that are remembered; the oldest goes first. */
const MOST = 10_000;

/**
 * Remembers for a few seconds what somebody was allowed, so that a page that asks again and again does
 * not ask the permission framework each time. The trade: a right that was taken away is honoured until
 * then. By token, so that whoever signs in anew is judged anew; refusals are not remembered.
 *
 * @internal
 */
export class DecisionCache {
  private readonly remembered = new Map<
    string,
    { decision: PolicyDecision; until: number }
  >();

  constructor(
    private readonly seconds: number,
    private readonly now: () => number = Date.now,
  ) {}

  /** What was decided lately, or what `decide` says now. */
  async decide(
    credentials: BackstageCredentials,
    permission: string,
    decide: () => Promise<PolicyDecision>,
  ): Promise<PolicyDecision> {
    const token = tokenOf(credentials);
    if (this.seconds <= 0 || token === undefined) {
      return decide();
    }
    const key = `${permission} ${token}`;
    const known = this.remembered.get(key);
    if (known && this.now() < known.until) {
      return known.decision;
    }
    this.remembered.delete(key);
    const asked = this.now();
    const decision = await decide();
    if (decision.result !== 'DENY') {
      const until = asked + this.seconds * 1000;
      this.remembered.set(key, { decision, until });
      if (this.remembered.size > MOST) {
        const [oldest] = this.remembered.keys();
        this.remembered.delete(oldest);
      }
    }
    return decision;
  }
}

/** Of users only: services are allowed without a question. Undefined where Backstage does not tell. */
function tokenOf(credentials: BackstageCredentials): string | undefined {
  const { type } = credentials.principal as { type?: string };
  const { token } = credentials as { token?: unknown };
  return type === 'user' && typeof token === 'string' ? token : undefined;
}

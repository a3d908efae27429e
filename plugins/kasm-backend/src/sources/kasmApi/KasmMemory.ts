import {
  KasmApiError,
  type KasmLists,
  type KasmSessionRecord,
} from '@kasm-portal/backstage-plugin-kasm-node';
import { inUse } from '../../evaluate/sessions';
import type { KasmApiFacts } from '../../observation/Observation';
import { agentFacts } from './agentFacts';
import { CallCount } from './CallCount';
import { HeardLists } from './HeardLists';
import { KasmClock } from './KasmClock';
import { KasmSight } from './KasmSight';
import { SessionCounts } from './SessionCounts';
import { SessionProgress } from './SessionProgress';

/** Kasm answered, but not as it should. Hosts that are not reached are another matter. */
const MISANSWERED = ['server', 'refused', 'notFound'];

/**
 * What one deployment's Kasm said of itself, as far as it was kept. Who uses the sessions stays in
 * here: it is no part of the facts.
 *
 * @internal
 */
export class KasmMemory {
  readonly sight = new KasmSight();
  private readonly lists = new HeardLists();
  private readonly clock = new KasmClock();
  private readonly calls = new CallCount();
  private readonly counts = new SessionCounts();
  private readonly progress = new SessionProgress();
  private sessions: KasmApiFacts['sessions'];
  /** Looked at far more often than anything is heard. */
  private made: KasmApiFacts | undefined;

  /** @param began - milliseconds; when the list was asked for, and `ended` when it was there */
  heard<L extends keyof KasmLists>(
    list: L,
    value: KasmLists[L],
    { began, ended }: { began: number; ended: number },
  ): void {
    this.made = undefined;
    this.calls.add(ended, false);
    this.lists.heard(list, value);
    if (list === 'sessions') {
      const { now, sessions } = value as KasmLists['sessions'];
      // Kasm tells whole seconds or a fraction of them that is cut off.
      this.clock.compare(now, (began + ended) / 2 - 500);
      this.sessions = this.progress.facts(
        sessions,
        this.clock,
        new Date(ended).toISOString(),
      );
      this.counts.add(ended, this.sessions.filter(inUse).length);
    }
  }

  failed(list: keyof KasmLists, error: unknown, now: number): void {
    this.made = undefined;
    if (error instanceof KasmApiError && MISANSWERED.includes(error.kind)) {
      this.calls.add(now, true);
    }
    this.lists.failed(list, error);
  }

  /** The same object until something is heard, or not heard, anew. */
  facts(now: number): KasmApiFacts {
    this.made ??= this.make(now);
    return this.made;
  }

  private make(now: number): KasmApiFacts {
    const { lists, clock } = this;
    const heard = lists.get('sessions');
    const sessions = heard && this.sessions;
    const reports = lists.get('reports');
    const zones = lists.get('zones');
    const common = { sessions, reports, zones, clock };
    const agents = lists.get('agents');
    return {
      agents: agents && agentFacts({ agents, ...common }),
      ...(!agents &&
        heard && {
          agentsOfSessions: agentFacts({
            agents: agentsOf(heard.sessions),
            ...common,
          }),
        }),
      sessions,
      sessionsBefore: heard && this.counts.before(now),
      images: sorted(lists.get('images')),
      zones: sorted(zones),
      licences: lists.get('licences')?.map(({ expiresAt, ...licence }) => ({
        ...licence,
        expiresAt: clock.ours(expiresAt),
      })),
      unread: lists.unread(),
      calls: this.calls.total(now),
    };
  }

  /** As it was last heard, with the people; moments by the portal's clock. */
  people(): KasmSessionRecord[] | undefined {
    return this.lists.get('sessions')?.sessions.map(session => ({
      ...session,
      createdAt: this.clock.ours(session.createdAt),
    }));
  }
}

/** What sessions say of the agents that run them: all that is known where agents may not be listed. */
function agentsOf(sessions: KasmSessionRecord[]) {
  const names = new Map(
    sessions.flatMap(({ agentId, agentHostname }) =>
      agentId && agentHostname ? [[agentId, agentHostname]] : [],
    ),
  );
  return Array.from(names, ([id, hostname]) => ({ id, hostname }));
}

function sorted<T extends { name: string; id: string }>(
  list: T[] | undefined,
): T[] | undefined {
  return (
    list &&
    [...list].sort((a, b) =>
      `${a.name}/${a.id}` < `${b.name}/${b.id}` ? -1 : 1,
    )
  );
}

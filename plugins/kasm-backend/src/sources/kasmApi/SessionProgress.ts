import type { KasmSessionRecord } from '@kasm-portal/backstage-plugin-kasm-node';
import type { SessionFacts } from '../../observation/Observation';
import type { KasmClock } from './KasmClock';

/** How far a session got, and when that was last seen to change; RFC 3339. */
type Course = Pick<
  SessionFacts,
  'status' | 'statusSince' | 'progress' | 'progressAt'
>;

/**
 * Sessions without whoever uses them, and since when each has not got on.
 *
 * @internal
 */
export class SessionProgress {
  private known = new Map<string, Course>();

  /** @param now - RFC 3339; when they were heard of */
  facts(
    records: KasmSessionRecord[],
    clock: KasmClock,
    now: string,
  ): SessionFacts[] {
    const known: typeof this.known = new Map();
    const facts = records.map<SessionFacts>(record => {
      const { id, status, progress } = record;
      const createdAt = clock.ours(record.createdAt);
      const before = this.known.get(id);
      const course: Course = {
        status,
        progress,
        // What was never seen otherwise has been so since it began, as far as anybody knows.
        statusSince: before ? before.statusSince : createdAt,
        progressAt: before?.progressAt,
      };
      if (before && before.status !== status) course.statusSince = now;
      if (before && before.progress !== progress) course.progressAt = now;
      known.set(id, course);
      return {
        id,
        ...course,
        agentId: record.agentId,
        imageId: record.imageId,
        createdAt,
        standby: record.standby,
        message: record.message,
        cores: record.cores,
        memory: record.memory,
      };
    });
    this.known = known;
    return facts.sort((a, b) => (a.id < b.id ? -1 : 1));
  }
}

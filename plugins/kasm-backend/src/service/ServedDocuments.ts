import type {
  SourceName,
  StatusDocument,
} from '@kasm-portal/backstage-plugin-kasm-common';

/** Milliseconds after which a document is made anew for its moments. */
const FRESH = 1_000;

/** When each source was last heard, RFC 3339. */
export type Moments = Partial<Record<SourceName, string | undefined>>;

/**
 * Documents as they are sent. A document's JSON is made once per revision, and at most once a second
 * for the moments at which its sources were last heard: these pass without a new judgement, and old
 * ones would look as if nobody had looked since. However many people look, it costs the same.
 *
 * @internal
 */
export class ServedDocuments {
  private readonly made = new WeakMap<
    StatusDocument,
    { at: number; bytes: Buffer }
  >();

  constructor(private readonly now: () => number = Date.now) {}

  bytes(document: StatusDocument, moments: () => Moments): Buffer {
    const before = this.made.get(document);
    const at = this.now();
    if (before && at - before.at < FRESH) {
      return before.bytes;
    }
    const bytes = Buffer.from(JSON.stringify(withMoments(document, moments())));
    this.made.set(document, { at, bytes });
    return bytes;
  }
}

function withMoments(
  document: StatusDocument,
  moments: Moments,
): StatusDocument {
  const sources = Object.entries(document.sources).map(([name, source]) => [
    name,
    { ...source, seen: moments[name as SourceName] ?? source.seen },
  ]);
  const { sessions } = document;
  return {
    ...document,
    sources: Object.fromEntries(sources),
    ...(sessions && {
      sessions: { ...sessions, asOf: moments.kasmApi ?? sessions.asOf },
    }),
  };
}

import type {
  Finding,
  Severity,
  SourceName,
} from '@kasm-portal/backstage-plugin-kasm-common';
import { sourceTitle, type Context } from '../Context';
import { clean } from '../text';
import type { FindingId } from './ids';

/**
 * Being created explains what is not there yet; it does not explain that we cannot look, nor what no
 * creation will mend.
 */
const NOT_OF_CREATION = new Set<FindingId>([
  'cluster-unreachable',
  'source-blind',
  'database-major-end-of-life',
]);

const MOST_EVIDENCE = 5;
const MOST_REMEDIES = 3;

/** What a rule says; `rule` makes the finding of it. */
export interface Found {
  severity: Severity;
  title: string;
  subject?: string;
  /** RFC 3339: when the state changed in the object. Unknown counts as long ago. */
  since?: string;
  /** Seconds that the state has to last before it counts by its severity. */
  hold?: number;
  /** For states whose youth is not a matter of time, such as the first failed probe. */
  settling?: boolean;
  /** Text of clusters; cleaned and cut here. */
  evidence?: Array<string | undefined>;
  /** Text, and a command made by the tag `command`. */
  remedy: Array<[text: string, command?: string]>;
}

/** One named problem and how it is recognised. */
export interface Rule {
  id: FindingId;
  find(context: Context): Finding[];
}

/**
 * @param sources - Where its facts come from. The rule runs once for each, and its ages are those of
 *   the last sight: while a source is blind its findings stay as they were.
 */
export function rule(
  id: FindingId,
  sources: SourceName | SourceName[],
  find: (context: Context, source: SourceName) => Found[],
): Rule {
  const list = [sources].flat();
  return {
    id,
    find(context) {
      const findings: Finding[] = [];
      for (const source of list) {
        const ages = context.agesOf(source);
        const then = ages === context.ages ? context : { ...context, ages };
        for (const found of find(then, source)) {
          findings.push(finding(id, then, found, noteOn(context, source)));
        }
      }
      return findings;
    },
  };
}

/** A rule about sight itself: it is always judged as of now. */
export function ruleOfSight(
  id: FindingId,
  find: (context: Context) => Found[],
): Rule {
  return {
    id,
    find: context =>
      find(context).map(found => finding(id, context, found, undefined)),
  };
}

function noteOn(context: Context, source: SourceName): string | undefined {
  return context.sights[source].visible
    ? undefined
    : `As last seen: the portal does not see the ${sourceTitle(source)} now.`;
}

function finding(
  id: FindingId,
  context: Context,
  found: Found,
  note: string | undefined,
): Finding {
  const young =
    found.settling ??
    (found.hold !== undefined &&
      !context.ages.olderThan(found.since, found.hold));
  return {
    id,
    severity: found.severity,
    title: clean(found.title),
    ...(found.since !== undefined && { since: found.since }),
    ...(found.subject !== undefined && { subject: found.subject }),
    evidence: [note, ...(found.evidence ?? [])]
      .map(line => clean(line ?? ''))
      .filter(line => line !== '')
      .slice(0, MOST_EVIDENCE),
    remedy: found.remedy
      .slice(0, MOST_REMEDIES)
      .map(([text, command]) => (command ? { text, command } : { text })),
    runbook: `troubleshooting/#${id}`,
    ...((young || (context.creating && !NOT_OF_CREATION.has(id))) && {
      settling: true,
    }),
  };
}

/** `id`, or `id:subject`: what identifies a finding within a deployment. */
export function keyOf({
  id,
  subject,
}: Pick<Finding, 'id' | 'subject'>): string {
  return subject === undefined ? id : `${id}:${subject}`;
}

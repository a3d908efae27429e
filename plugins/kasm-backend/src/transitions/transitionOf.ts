import type {
  Finding,
  Health,
  StatusDocument,
} from '@kasm-portal/backstage-plugin-kasm-common';
import { counting } from '../evaluate/health';
import { keyOf } from '../evaluate/findings/rule';

/**
 * What became otherwise for people: the health, or the findings that count. Findings that another one
 * explains, and those that may pass by themselves, are no news.
 */
export interface Transition {
  /** RFC 3339; when it was judged. */
  at: string;
  from?: Health;
  to: Health;
  summary: string;
  /** In order of importance. */
  appeared: Finding[];
  /** Keys: `id`, or `id:subject`. */
  cleared: string[];
}

/**
 * The transition between two judgements; undefined when nothing that matters is otherwise.
 *
 * @param before - undefined when the deployment is judged for the first time
 */
export function transitionOf(
  before: StatusDocument | undefined,
  after: StatusDocument,
): Transition | undefined {
  const old = new Map(before ? certain(before) : []);
  const current = new Map(certain(after));
  const appeared = [...current]
    .filter(([key]) => !old.has(key))
    .map(([, finding]) => finding);
  const cleared = [...old.keys()].filter(key => !current.has(key));
  if (
    before?.health === after.health &&
    appeared.length === 0 &&
    cleared.length === 0
  ) {
    return undefined;
  }
  return {
    at: after.observedAt,
    ...(before && { from: before.health }),
    to: after.health,
    summary: after.summary,
    appeared,
    cleared,
  };
}

/** The findings that are news when they come and when they go. */
export function certainFindings({ findings }: StatusDocument): Finding[] {
  return counting(findings).filter(({ settling }) => !settling);
}

function certain(status: StatusDocument): Array<[string, Finding]> {
  return certainFindings(status).map(finding => [keyOf(finding), finding]);
}

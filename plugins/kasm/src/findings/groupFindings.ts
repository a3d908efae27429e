import type {
  Finding,
  Severity,
} from '@kasm-portal/backstage-plugin-kasm-common';

/**
 * A finding that stands on its own, with all that it explains.
 *
 * @internal
 */
export interface FindingGroup {
  key: string;
  finding: Finding;
  explains: Finding[];
}

const ORDER: Severity[] = ['critical', 'error', 'warning', 'info'];

/** Agent 8 before agent 16. */
const { compare } = new Intl.Collator('en', { numeric: true });

/**
 * `id`, or `id:subject`: what identifies a finding from one document to the next.
 *
 * @internal
 */
export function findingKey(finding: Finding): string {
  return finding.subject ? `${finding.id}:${finding.subject}` : finding.id;
}

/**
 * Folds what is explained under what explains it, worst and longest standing first. A finding whose
 * explanation is not there, or that ends up explaining itself, stands on its own: none is lost.
 *
 * @internal
 */
export function groupFindings(findings: Finding[]): FindingGroup[] {
  const groups = new Map<Finding, FindingGroup>();
  const explained: Array<[root: Finding, finding: Finding]> = [];
  for (const finding of findings) {
    const root = rootOf(finding, findings);
    if (root === finding) {
      groups.set(finding, { key: findingKey(finding), finding, explains: [] });
    } else {
      explained.push([root, finding]);
    }
  }
  for (const [root, finding] of explained) {
    groups.get(root)?.explains.push(finding);
  }
  return [...groups.values()].sort(
    (a, b) => compareFindings(a.finding, b.finding) || compare(a.key, b.key),
  );
}

function rootOf(finding: Finding, all: Finding[]): Finding {
  const path = [finding];
  for (;;) {
    const last = path[path.length - 1];
    const next = last.explainedBy && explanation(last.explainedBy, all);
    if (!next) return last;
    if (path.includes(next)) return finding;
    path.push(next);
  }
}

function explanation(key: string, all: Finding[]): Finding | undefined {
  return (
    all.find(other => findingKey(other) === key) ??
    all.find(other => other.id === key)
  );
}

function compareFindings(a: Finding, b: Finding): number {
  return (
    ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity) ||
    Number(a.settling ?? false) - Number(b.settling ?? false) ||
    compare(a.since ?? '9', b.since ?? '9')
  );
}

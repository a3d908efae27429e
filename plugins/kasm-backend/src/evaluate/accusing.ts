import type { Finding } from '@kasm-portal/backstage-plugin-kasm-common';

/** The worst finding about one subject: the one that tells why it does not work. */
export function accusing(
  findings: Finding[],
  subject: string,
): Finding | undefined {
  const about = findings.filter(
    finding =>
      finding.subject === subject &&
      (finding.severity === 'critical' || finding.severity === 'error'),
  );
  return about.find(({ settling }) => !settling) ?? about[0];
}

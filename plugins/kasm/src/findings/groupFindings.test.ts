import type { Finding } from '@kasm-portal/backstage-plugin-kasm-common';
import { groupFindings } from './groupFindings';

const finding = (id: string, more: Partial<Finding> = {}): Finding => ({
  id,
  severity: 'error',
  title: id,
  evidence: [],
  remedy: [],
  runbook: `troubleshooting/#${id}`,
  ...more,
});

const picture = (findings: Finding[]) =>
  groupFindings(findings).map(group => [
    group.key,
    group.explains.map(each => each.id),
  ]);

describe('groupFindings', () => {
  it('folds a chain of explanations under its first cause', () => {
    expect(
      picture([
        finding('endpoint-failing', { explainedBy: 'pod-crash:api' }),
        finding('pod-crash', { subject: 'api', explainedBy: 'database-down' }),
        finding('database-down', { severity: 'critical' }),
      ]),
    ).toEqual([['database-down', ['endpoint-failing', 'pod-crash']]]);
  });

  it('loses no finding to an explanation that is missing or circular', () => {
    expect(
      picture([
        finding('a', { explainedBy: 'gone' }),
        finding('b', { explainedBy: 'c' }),
        finding('c', { explainedBy: 'b' }),
        finding('d', { explainedBy: 'd' }),
      ]).map(([key]) => key),
    ).toEqual(['a', 'b', 'c', 'd']);
  });

  it('shows the worst first, and what may repair itself after what will not', () => {
    expect(
      picture([
        finding('warning', { severity: 'warning' }),
        finding('settling', { settling: true }),
        finding('younger', { since: '2026-01-02T00:00:00Z' }),
        finding('older', { since: '2026-01-01T00:00:00Z' }),
        finding('critical', { severity: 'critical' }),
      ]).map(([key]) => key),
    ).toEqual(['critical', 'older', 'younger', 'settling', 'warning']);
  });

  it('tells findings of one kind apart by their subject', () => {
    expect(
      picture([
        finding('agent-vm-down', { subject: 'agent-16' }),
        finding('agent-vm-down', { subject: 'agent-8' }),
      ]).map(([key]) => key),
    ).toEqual(['agent-vm-down:agent-8', 'agent-vm-down:agent-16']);
  });
});

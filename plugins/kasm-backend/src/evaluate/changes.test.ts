import type { Observation } from '../observation/Observation';
import { ago, DAY, HOUR } from './__fixtures__/healthyObservation';
import { judged } from './__fixtures__/judge';

const changes = (change: (observation: Observation) => void) =>
  judged(change).changes.map(({ at, what, who }) =>
    [at, what, who].filter(Boolean).join(' · '),
  );

describe('what changed', () => {
  it('is nothing when nothing did', () => {
    expect(changes(() => {})).toEqual([]);
  });

  it('is told by the objects’ own times, newest first', () => {
    expect(
      changes(
        ({ deployment, controlPlane, release, database, certificate }) => {
          Object.assign(deployment, {
            changedAt: ago(5 * HOUR),
            changedBy: 'user:default/ada',
          });
          controlPlane.facts!.workloads[0].rolledOutAt = ago(4 * HOUR);
          controlPlane.facts!.cordoned = [
            { node: 'general-1', since: ago(HOUR) },
            { node: 'general-2' },
          ];
          release.facts!.ranAt = ago(4.5 * HOUR);
          database.facts!.targetPrimarySince = ago(2 * HOUR);
          certificate.facts!.notBefore = ago(3 * HOUR);
        },
      ),
    ).toEqual([
      `${ago(HOUR)} · Node general-1 was cordoned`,
      `${ago(2 * HOUR)} · The database moved its primary to kasm-pg-1`,
      `${ago(
        3 * HOUR,
      )} · The certificate of kasm.sandbox.localhost was renewed`,
      `${ago(4 * HOUR)} · api rolled out (1.18.1)`,
      `${ago(4.5 * HOUR)} · Helm ran for release kasm (chart 1.1181.0)`,
      `${ago(5 * HOUR)} · What was asked for was changed · user:default/ada`,
    ]);
  });

  it('is one thing when it happened together', () => {
    expect(
      changes(({ controlPlane, agentVms }) => {
        controlPlane.facts!.workloads.forEach((workload, index) => {
          workload.rolledOutAt = ago(HOUR + index * 60);
        });
        agentVms.facts!.vms.forEach((vm, index) => {
          vm.createdAt = ago(2 * HOUR + index);
        });
      }),
    ).toEqual([
      `${ago(HOUR)} · 6 components rolled out (1.18.1)`,
      `${ago(2 * HOUR)} · kasm-agent-1, kasm-agent-2 created`,
    ]);
  });

  it('does not call the making of a deployment a change of it', () => {
    expect(
      changes(({ deployment, database, certificate }) => {
        Object.assign(deployment, {
          createdAt: ago(HOUR),
          changedAt: ago(HOUR - 60),
          changedBy: 'user:default/ada',
        });
        Object.assign(database.facts!, {
          createdAt: ago(HOUR),
          targetPrimarySince: ago(HOUR - 100),
        });
        certificate.facts!.notBefore = ago(HOUR);
      }),
    ).toEqual([
      `${ago(HOUR)} · The certificate of kasm.sandbox.localhost was issued`,
      `${ago(HOUR)} · The deployment was created · user:default/ada`,
    ]);
  });

  it('is forgotten after a day, and of ten things at most', () => {
    expect(
      changes(({ agentVms }) => {
        agentVms.facts!.vms = Array.from({ length: 40 }, (_, index) => ({
          ...agentVms.facts!.vms[0],
          name: `vm-${index}`,
          createdAt: ago((index + 14.5) * HOUR),
        }));
      }),
    ).toHaveLength(10);
    expect(
      changes(({ certificate }) => {
        certificate.facts!.notBefore = ago(DAY + 1);
      }),
    ).toEqual([]);
  });
});

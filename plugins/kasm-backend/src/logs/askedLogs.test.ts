import type { Finding } from '@kasm-portal/backstage-plugin-kasm-common';
import {
  ago,
  container,
  healthyObservation,
  NOW,
  pod,
} from '../evaluate/__fixtures__/healthyObservation';
import type { PodFacts } from '../observation/Observation';
import { askedLogs } from './askedLogs';

const finding = (id: string, severity: Finding['severity'] = 'error') =>
  ({ id, severity } as Finding);

function asked(pods: PodFacts[], findings: Finding[] = [], now = NOW) {
  const observation = healthyObservation();
  observation.controlPlane.facts!.pods.push(...pods);
  // Nobody waits for the primary here.
  observation.database.facts!.currentPrimary = undefined;
  const { subjects, next } = askedLogs(observation, findings, now);
  return {
    next,
    read: subjects.map(
      subject =>
        `${subject.pod.name}/${subject.also?.container}/${subject.also?.turn}`,
    ),
  };
}
const unready = (name: string, component: string, seconds: number) =>
  pod(name, component, {
    ready: false,
    readySince: ago(seconds),
    containers: [
      container({ name: 'wait', init: true, ready: false }),
      container({ ready: false, state: 'waiting' }),
    ],
  });

describe('logs that are asked for', () => {
  it('are none while all is well, and no moment is waited for', () => {
    expect(asked([])).toEqual({ read: [], next: undefined });
  });

  it('are those of a pod that is not ready for a minute, once in two minutes', () => {
    expect(asked([unready('a', 'manager', 59)])).toEqual({
      read: [],
      next: new Date(NOW.getTime() + 1000),
    });
    expect(asked([unready('a', 'manager', 60)])).toEqual({
      read: ['a/wait/0'],
      next: new Date(NOW.getTime() + 120_000),
    });
    expect(asked([unready('a', 'manager', 200)]).read).toEqual(['a/wait/1']);
  });

  it('are those of one pod for each component, and of none whose log tells nothing', () => {
    const many = Array.from({ length: 30 }, (_, index) =>
      unready(`api-${index + 10}`, 'api', 100 + index),
    );
    expect(asked([...many, unready('g', 'guac', 500)]).read).toEqual([
      'api-39/wait/0',
    ]);
  });

  it('are those of the initialisation while it runs, though it counts as ready', () => {
    const job = pod('db-init-1', 'db-init', { readySince: ago(90) });
    expect(asked([job]).read).toEqual(['db-init-1/kasm/0']);
    expect(asked([{ ...job, phase: 'Succeeded' }]).read).toEqual([]);
  });

  it('are those of the proxy only while agents or sessions have findings of others', () => {
    const read = (...findings: Finding[]) => asked([], findings).read;
    expect(read(finding('sessions-stuck'))).toEqual([
      expect.stringMatching(/^kasm-proxy-default-7d9c-x2x4z\/kasm\/\d+$/),
    ]);
    expect(read(finding('agent-lost'))).toHaveLength(1);
    expect(read(finding('agent-unreachable-from-proxy'))).toEqual([]);
    expect(read(finding('agent-disabled', 'info'))).toEqual([]);
    expect(read(finding('route-not-served'))).toEqual([]);
  });
});

import type { SourceState } from '@kasm-portal/backstage-plugin-kasm-common';
import type { ClusterConfig } from '@kasm-portal/backstage-plugin-kasm-node';
import type { EndpointTimings } from '../observation/Observation';
import type { Observatory } from '../service/Observatory';
import { recordedBy } from './recordedBy';
import { statusOf } from './__testUtils__/statusOf';

const CLUSTERS = [{ name: 'rke2' }] as ClusterConfig[];

function recorded(options: { timings?: EndpointTimings; sight?: SourceState }) {
  const { timings, sight = 'ok' } = options;
  return recordedBy(
    {
      statuses: { all: () => [{ document: statusOf('rke2/kasm', 0) }] },
      deployment: (ref: string) => (ref === 'rke2/kasm' ? {} : undefined),
      observation: () => ({ endpoint: { facts: { timings } } }),
      descriptors: () => ({ rke2: { state: sight } }),
    } as unknown as Observatory,
    CLUSTERS,
  );
}

describe('recordedBy', () => {
  it('takes the time from the name to the page', () => {
    const timings = { dns: 2, connect: 3, tls: 10, root: 20, api: 500 };
    expect(recorded({ timings }).all()).toMatchObject([
      { status: { health: 'healthy' }, endpointTime: 35 },
    ]);
  });

  it.each([
    ['nobody looked', undefined],
    ['no page came', { dns: 2, connect: 3, tls: 10 }],
  ])('knows no time when %s', (_, timings) => {
    expect(recorded({ timings }).all()[0].endpointTime).toBeUndefined();
  });

  it.each<[string, SourceState, boolean]>([
    ['rke2/kasm', 'ok', false],
    ['rke2/removed', 'ok', true],
    ['rke2/removed', 'empty', true],
    // A cluster that is away for a month must not lose its history.
    ['rke2/removed', 'unreachable', false],
    ['rke2/removed', 'forbidden', false],
    ['rke2/removed', 'stale', false],
    ['elsewhere/kasm', 'unreachable', true],
  ])('%s is gone while descriptors are %s: %s', (ref, sight, gone) => {
    expect(recorded({ sight }).isGone(ref)).toBe(gone);
  });
});

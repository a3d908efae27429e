import type { StatusDocument } from '@kasm-portal/backstage-plugin-kasm-common';
import { down } from '../../dev/scenarios/down';
import { healthy } from '../../dev/scenarios/healthy';
import { stale7min, unknown } from '../../dev/scenarios/unseen';
import { figures } from './figures';

const shown = (status: StatusDocument) =>
  Object.fromEntries(
    figures(status).map(figure => [figure.label, figure.text(Date.now())]),
  );

describe('figures', () => {
  it('counts what is there', () => {
    expect(shown(healthy)).toEqual({
      'Control plane': '6/6',
      Database: '3/3 · kasm-pg-1',
      Agents: '2/2',
      'Last backup': '3 h ago',
      Sessions: 'unknown',
      Certificate: '23 days',
    });
  });

  it('counts only what works', () => {
    expect(shown(down)).toMatchObject({
      'Control plane': '4/6',
      Database: '0/3 · kasm-pg-1',
    });
  });

  it('does not count what was stopped on purpose', () => {
    const [first, ...others] = healthy.controlPlane!.components;
    expect(
      shown({
        ...healthy,
        controlPlane: {
          components: [{ ...first, state: 'stopped' }, ...others],
        },
      }),
    ).toMatchObject({ 'Control plane': '5/5' });
  });

  it('does not call unknown what was never set up', () => {
    const state = 'notConfigured' as const;
    expect(
      shown({
        ...healthy,
        agents: undefined,
        sources: { ...healthy.sources, agentVms: { state } },
      }),
    ).toMatchObject({ Agents: 'not set up' });
  });

  it('shows nothing unseen as seen', () => {
    expect(new Set(Object.values(shown(unknown)))).toEqual(
      new Set(['unknown']),
    );
  });

  it('says of old numbers that they are old', () => {
    expect(shown(stale7min)).toMatchObject({
      'Control plane': '6/6, not current',
      Database: '3/3 · kasm-pg-1, not current',
      Agents: '2/2',
    });
  });

  it('counts a component that cannot be seen now as it was', () => {
    const { components } = healthy.controlPlane!;
    expect(
      shown({
        ...healthy,
        sources: {
          ...healthy.sources,
          controlPlane: {
            ...healthy.sources.controlPlane!,
            state: 'unreachable',
          },
          database: { ...healthy.sources.database!, state: 'unreachable' },
        },
        controlPlane: {
          components: components.map(each => ({ ...each, state: 'unknown' })),
        },
      }),
    ).toMatchObject({
      'Control plane': '6/6, not current',
      'Last backup': '3 h ago, not current',
    });
  });

  it('says that a certificate ended, whichever of the two looks tells it first', () => {
    const { ingress } = healthy;
    const ended = '2020-01-01T00:00:00Z';
    expect(
      shown({
        ...healthy,
        ingress: {
          ...ingress,
          certificate: { ...ingress!.certificate!, notAfter: ended },
        },
      }),
    ).toMatchObject({ Certificate: 'expired' });
  });

  it('tells of the certificate that browsers get, not of the one that was issued', () => {
    const { ingress } = healthy;
    const expired = {
      ...ingress!.endpoint!.served!,
      notAfter: '2020-01-01T00:00:00Z',
    };
    const status = {
      ...healthy,
      ingress: {
        ...ingress,
        endpoint: { ...ingress!.endpoint, served: expired },
      },
    };
    expect(shown(status)).toMatchObject({ Certificate: 'expired' });
  });

  it.each([
    [{ configured: false }, 'not set up'],
    [{ configured: true }, 'none yet'],
  ])(
    'tells a backup that is missing from one that is not wanted',
    (backups, text) => {
      expect(
        shown({ ...healthy, database: { ...healthy.database!, backups } }),
      ).toMatchObject({ 'Last backup': text });
    },
  );
});

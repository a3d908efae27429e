import { degraded } from '../../dev/scenarios/degraded';
import { down } from '../../dev/scenarios/down';
import { healthy } from '../../dev/scenarios/healthy';
import { huge } from '../../dev/scenarios/huge';
import { unknown } from '../../dev/scenarios/unseen';
import { chainOf } from './chain';

describe('chainOf', () => {
  it('draws every part of a healthy deployment', () => {
    const chain = chainOf(healthy);
    expect(chain.traefik).toMatchObject({
      state: 'ok',
      detail: '3/3 · 1800 s',
    });
    expect(chain.proxy).toMatchObject({ state: 'ok', detail: '1/1' });
    expect(chain.database.nodes.map(node => node.detail)).toEqual([
      'primary',
      undefined,
      undefined,
    ]);
    expect(chain.sessions.map(node => node.title)).toEqual(['Manager', 'Guac']);
    expect(chain.blockedAt).toBeUndefined();
  });

  it('names the link that is blocked', () => {
    const chain = chainOf(down);
    expect(chain.blockedAt).toBe('database');
    expect(chain.browser).toMatchObject({
      state: 'failing',
      detail: 'gets 502',
    });
  });

  it('does not say that a browser gets 200 where the page comes and the API fails', () => {
    const { ingress } = healthy;
    const endpoint = {
      ...ingress!.endpoint!,
      rootStatus: 200,
      apiHealthy: false,
    };
    expect(
      chainOf({ ...healthy, ingress: { ...ingress, endpoint } }).browser,
    ).toMatchObject({ state: 'failing', detail: 'API fails' });
  });

  it('says of an agent in trouble what its VM does', () => {
    expect(chainOf(degraded).agents.nodes[1]).toMatchObject({
      state: 'failing',
      detail: 'Stopped',
    });
  });

  it('draws as unknown what was not seen', () => {
    const { browser, traefik, proxy, api, database, agents } = chainOf(unknown);
    const all = [browser, traefik, proxy, api].concat(
      database.nodes,
      agents.nodes,
    );
    expect(all.map(node => node.state)).toEqual(all.map(() => 'unknown'));
  });

  it('shows those in trouble when there are too many to show', () => {
    const { agents } = chainOf(huge);
    expect(agents.nodes.every(node => node.state === 'failing')).toBe(true);
    expect(agents.nodes.length + agents.more).toBe(48);
  });

  it('misses a part that has to be there', () => {
    const chain = chainOf({ ...healthy, controlPlane: { components: [] } });
    expect(chain.api.state).toBe('missing');
    // Remote desktop is not in every installation.
    expect(chain.sessions.map(node => node.title)).toEqual(['Manager']);
  });
});

import { down } from '../../dev/scenarios/down';
import { healthy } from '../../dev/scenarios/healthy';
import { stale7min } from '../../dev/scenarios/unseen';
import { chainOf } from '../tab/chain';
import { asSeen } from './asSeen';

describe('asSeen', () => {
  it('changes nothing that was seen', () => {
    expect(asSeen(healthy)).toEqual(healthy);
  });

  it('takes nothing for well on the word of a blind source', () => {
    const status = asSeen(stale7min);
    expect(status.controlPlane?.components.map(each => each.state)).toEqual(
      Array(6).fill('unknown'),
    );
    expect(status.database?.instances.map(each => each.state)).toEqual(
      Array(3).fill('unknown'),
    );
    // Another source saw these.
    expect(status.agents?.items.map(each => each.state)).toEqual(['ok', 'ok']);
  });

  it('goes on showing what was seen to fail', () => {
    const status = asSeen({ ...down, sources: stale7min.sources });
    expect(status.database?.instances[0].state).toBe('failing');
  });

  it('leaves no green box in the picture that nobody sees', () => {
    const chain = chainOf(asSeen(stale7min));
    expect(chain.traefik.state).toBe('unknown');
    expect(chain.proxy.state).toBe('unknown');
    expect(chain.browser.state).toBe('ok');
    const blind = {
      ...healthy,
      sources: { endpoint: { state: 'unreachable' as const } },
    };
    expect(chainOf(blind).browser.state).toBe('unknown');
  });
});

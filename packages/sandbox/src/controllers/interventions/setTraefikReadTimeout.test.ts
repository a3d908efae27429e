import { useManualWorld } from '../../world/useManualWorld';
import { setTraefikReadTimeout } from './setTraefikReadTimeout';

describe('setTraefikReadTimeout', () => {
  const world = useManualWorld({ seeded: true });

  it('lower Traefik’s timeout through its HelmChartConfig until healed', async () => {
    const timeout = () =>
      world.rke2
        .get('daemonsets.apps', 'kube-system', 'rke2-traefik')!
        .spec.template.spec.containers[0].args.filter((each: string) =>
          each.includes('websecure.transport'),
        );
    const flag =
      '--entryPoints.websecure.transport.respondingTimeouts.readTimeout=';
    expect(timeout()).toEqual([`${flag}1800s`]);
    const heal = setTraefikReadTimeout(world.controllers, '60s');
    // The portal shall show a fault within two seconds of its injection.
    await world.clock.advance(950);
    expect(timeout()).toEqual([`${flag}60s`]);
    heal();
    await world.clock.advance(20_000);
    expect(timeout()).toEqual([`${flag}1800s`]);
  });
});

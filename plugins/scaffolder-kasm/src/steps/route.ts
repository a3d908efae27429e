import { partOf } from '../run/partOf';
import type { Step } from '../run/RunContext';
import { applyInOrder } from '../run/writing';
import { waitForEndpoint } from './endpoint';

/** Opens the way in, and waits until it leads to Kasm. */
export const route: Step = {
  id: 'route',
  title: 'Route',
  async write(run) {
    // in order: a route that names a missing transport is dropped by Traefik
    await applyInOrder(run, partOf(run, 'route'));
    return () => waitForEndpoint(run);
  },
};

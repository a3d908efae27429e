import {
  ingressRoute,
  serversTransport,
} from '@kasm-portal/backstage-plugin-kasm-common/manifests';
import { resources } from '@kasm-portal/backstage-plugin-kasm-node';
import type { Step } from '../run/RunContext';
import { applyOwned } from '../run/writing';
import { waitForEndpoint } from './endpoint';

/** Opens the way in, and waits until it leads to Kasm. */
export const route: Step = {
  id: 'route',
  title: 'Route',
  async write(run) {
    const transport = serversTransport(run.spec);
    // first: a route that names a missing transport is dropped by Traefik
    if (transport) {
      await applyOwned(run, resources.serversTransports, transport);
    }
    await applyOwned(run, resources.ingressRoutes, ingressRoute(run.spec));
    return () => waitForEndpoint(run);
  },
};

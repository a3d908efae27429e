/**
 * The Kasm card and tab for apps of the old frontend system.
 *
 * @packageDocumentation
 */
import {
  createApiFactory,
  createComponentExtension,
  createPlugin,
  createRoutableExtension,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import { KasmBackendApi } from './api/KasmBackendApi';
import { kasmApiRef } from './api/KasmApi';
import { entityKasmRouteRef } from './routes';

export { kasmApiRef, type KasmAnswer, type KasmApi } from './api/KasmApi';
export { isKasmAvailable } from './isKasmAvailable';

/** @public */
export const kasmPlugin = createPlugin({
  id: 'kasm',
  apis: [
    createApiFactory({
      api: kasmApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new KasmBackendApi(deps),
    }),
  ],
  routes: { entityContent: entityKasmRouteRef },
});

/**
 * The card, for the overview.
 *
 * @public
 */
export const EntityKasmCard = kasmPlugin.provide(
  createComponentExtension({
    name: 'EntityKasmCard',
    component: {
      lazy: () => import('./card/EntityKasmCard').then(m => m.EntityKasmCard),
    },
  }),
);

/**
 * The tab, for `EntityLayout.Route`.
 *
 * @public
 */
export const EntityKasmContent = kasmPlugin.provide(
  createRoutableExtension({
    name: 'EntityKasmContent',
    mountPoint: entityKasmRouteRef,
    component: () =>
      import('./tab/EntityKasmContent').then(m => m.EntityKasmContent),
  }),
);

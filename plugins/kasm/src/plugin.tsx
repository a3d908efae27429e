import {
  ApiBlueprint,
  createFrontendPlugin,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { DEPLOYMENT_ANNOTATION } from '@kasm-portal/backstage-plugin-kasm-common';
import { KasmBackendApi } from './api/KasmBackendApi';
import { kasmApiRef } from './api/KasmApi';
import { entityKasmRouteRef } from './routes';

const filter = {
  [`metadata.annotations.${DEPLOYMENT_ANNOTATION}`]: { $exists: true },
};

const kasmApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: kasmApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new KasmBackendApi(deps),
    }),
});

const entityKasmCard = EntityCardBlueprint.make({
  name: 'status',
  params: {
    type: 'info',
    filter,
    loader: () =>
      import('./card/EntityKasmCard').then(m => <m.EntityKasmCard />),
  },
});

const entityKasmContent = EntityContentBlueprint.make({
  params: {
    path: '/kasm',
    title: 'Kasm',
    group: 'operation',
    routeRef: entityKasmRouteRef,
    filter,
    loader: () =>
      import('./tab/EntityKasmContent').then(m => <m.EntityKasmContent />),
  },
});

/**
 * The Kasm plugin: card `entity-card:kasm/status` and tab `entity-content:kasm` of entities that
 * carry the annotation `kasm-portal/deployment`.
 *
 * @public
 */
export const kasmPlugin = createFrontendPlugin({
  pluginId: 'kasm',
  title: 'Kasm Workspaces',
  info: { packageJson: () => import('../package.json') },
  routes: { entityContent: entityKasmRouteRef },
  extensions: [kasmApi, entityKasmCard, entityKasmContent],
});

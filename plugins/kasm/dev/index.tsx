/* The components alone, with a switch for what the backend answers: `?scenario=down`. */
import { createDevApp } from '@backstage/frontend-dev-utils';
import {
  ApiBlueprint,
  createFrontendPlugin,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { kasmApiRef } from '../src/api/KasmApi';
import { entityKasmRouteRef } from '../src/routes';
import { ScenarioApi } from './ScenarioApi';

const asked = new URLSearchParams(window.location.search).get('scenario');

const scenariosPlugin = createFrontendPlugin({
  pluginId: 'kasm',
  title: 'Kasm scenarios',
  extensions: [
    ApiBlueprint.make({
      params: defineParams =>
        defineParams({
          api: kasmApiRef,
          deps: {},
          factory: () => new ScenarioApi(asked ?? 'healthy'),
        }),
    }),
    PageBlueprint.make({
      params: {
        path: '/',
        title: 'Kasm scenarios',
        noHeader: true,
        routeRef: entityKasmRouteRef,
        loader: () => import('./ScenarioPage').then(m => <m.ScenarioPage />),
      },
    }),
  ],
});

createDevApp({ features: [scenariosPlugin] });

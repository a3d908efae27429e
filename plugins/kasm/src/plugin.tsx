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
import {
  createFormField,
  FormFieldBlueprint,
  type FormFieldExtensionData,
} from '@backstage/plugin-scaffolder-react/alpha';
import { DEPLOYMENT_ANNOTATION } from '@kasm-portal/backstage-plugin-kasm-common';
import type { formFields } from './form/fields';
import { KasmBackendApi } from './api/KasmBackendApi';
import { kasmApiRef } from './api/KasmApi';
import { entityKasmRouteRef } from './routes';

type FormFieldName = keyof typeof formFields;

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

const formField = (extension: string, name: FormFieldName) =>
  FormFieldBlueprint.make({
    name: extension,
    params: {
      field: () =>
        import('./form/fields').then(({ formFields }) =>
          createFormField(formFields[name] as FormFieldExtensionData),
        ),
    },
  });

/**
 * The Kasm plugin: card `entity-card:kasm/status` and tab `entity-content:kasm` of entities that
 * carry the annotation `kasm-portal/deployment`, and the form fields of its templates.
 *
 * @public
 */
export const kasmPlugin = createFrontendPlugin({
  pluginId: 'kasm',
  title: 'Kasm Workspaces',
  info: { packageJson: () => import('../package.json') },
  routes: { entityContent: entityKasmRouteRef },
  extensions: [
    kasmApi,
    entityKasmCard,
    entityKasmContent,
    formField('cluster', 'KasmClusterPicker'),
    formField('domain', 'KasmDomainField'),
    formField('size', 'KasmSizePicker'),
    formField('version', 'KasmVersionPicker'),
    formField('deployment', 'KasmDeploymentPicker'),
    formField('manifests', 'KasmManifestPreview'),
    formField('folded', 'KasmFolded'),
  ],
});

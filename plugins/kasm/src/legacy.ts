/**
 * The Kasm card, tab and form fields for apps of the old frontend system.
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
import {
  createScaffolderFieldExtension,
  type CustomFieldExtensionSchema,
  type FieldExtensionOptions,
} from '@backstage/plugin-scaffolder-react';
import { formFields } from './form/fields';
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

/** The old system takes a field's schema without its types. */
function legacyField({
  schema,
  ...field
}: {
  name: string;
  component: unknown;
  validation?: unknown;
  schema?: { schema: CustomFieldExtensionSchema };
}): FieldExtensionOptions {
  return { ...field, schema: schema?.schema } as FieldExtensionOptions;
}

// Within `ScaffolderFieldExtensions` of the scaffolder's page; the templates need all of them.

/**
 * A configured cluster.
 *
 * @public
 */
export const KasmClusterPickerFieldExtension = kasmPlugin.provide(
  createScaffolderFieldExtension(legacyField(formFields.KasmClusterPicker)),
);

/**
 * A domain, with the names that follow and what DNS says.
 *
 * @public
 */
export const KasmDomainFieldFieldExtension = kasmPlugin.provide(
  createScaffolderFieldExtension(legacyField(formFields.KasmDomainField)),
);

/**
 * How big a deployment is.
 *
 * @public
 */
export const KasmSizePickerFieldExtension = kasmPlugin.provide(
  createScaffolderFieldExtension(legacyField(formFields.KasmSizePicker)),
);

/**
 * A release of Kasm.
 *
 * @public
 */
export const KasmVersionPickerFieldExtension = kasmPlugin.provide(
  createScaffolderFieldExtension(legacyField(formFields.KasmVersionPicker)),
);

/**
 * A deployment that exists.
 *
 * @public
 */
export const KasmDeploymentPickerFieldExtension = kasmPlugin.provide(
  createScaffolderFieldExtension(legacyField(formFields.KasmDeploymentPicker)),
);

/**
 * The manifests that a form leads to.
 *
 * @public
 */
export const KasmManifestPreviewFieldExtension = kasmPlugin.provide(
  createScaffolderFieldExtension(legacyField(formFields.KasmManifestPreview)),
);

/**
 * Fields that few need, folded away.
 *
 * @public
 */
export const KasmFoldedFieldExtension = kasmPlugin.provide(
  createScaffolderFieldExtension(legacyField(formFields.KasmFolded)),
);

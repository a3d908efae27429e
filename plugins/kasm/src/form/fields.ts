import { KasmClusterPicker } from './cluster/KasmClusterPicker';
import { KasmDomainField } from './domain/KasmDomainField';
import { KasmSizePicker } from './size/KasmSizePicker';
import { KasmVersionPicker } from './version/KasmVersionPicker';
import { KasmDeploymentPicker } from './deployment/KasmDeploymentPicker';
import { KasmManifestPreview } from './preview/KasmManifestPreview';
import { KasmFolded } from './folded/KasmFolded';
import { clusterFieldSchema } from './cluster/clusterSchema';
import { domainFieldSchema } from './domain/domainSchema';
import { sizeFieldSchema } from './size/sizeSchema';
import { versionFieldSchema } from './version/versionSchema';
import { deploymentFieldSchema } from './deployment/deploymentSchema';
import { previewFieldSchema } from './preview/previewSchema';
import { mayCreate } from './permission';

/**
 * The form fields of the templates, by the name that templates call them (`ui:field`).
 *
 * @internal
 */
export const formFields = {
  KasmClusterPicker: {
    name: 'KasmClusterPicker',
    component: KasmClusterPicker,
    schema: clusterFieldSchema,
    validation: mayCreate,
  },
  KasmDomainField: {
    name: 'KasmDomainField',
    component: KasmDomainField,
    schema: domainFieldSchema,
  },
  KasmSizePicker: {
    name: 'KasmSizePicker',
    component: KasmSizePicker,
    schema: sizeFieldSchema,
  },
  KasmVersionPicker: {
    name: 'KasmVersionPicker',
    component: KasmVersionPicker,
    schema: versionFieldSchema,
  },
  KasmDeploymentPicker: {
    name: 'KasmDeploymentPicker',
    component: KasmDeploymentPicker,
    schema: deploymentFieldSchema,
  },
  KasmManifestPreview: {
    name: 'KasmManifestPreview',
    component: KasmManifestPreview,
    schema: previewFieldSchema,
  },
  KasmFolded: {
    name: 'KasmFolded',
    component: KasmFolded,
  },
};

import {
  makeFieldSchema,
  type FieldExtensionComponentProps,
} from '@backstage/plugin-scaffolder-react';
import type { kasmVersion } from '@kasm-portal/backstage-plugin-kasm-common/manifests';

/** @internal */
export type KasmRelease = Parameters<typeof kasmVersion>[0];

/** @internal */
export const versionFieldSchema = makeFieldSchema({ output: z => z.string() });

/** @internal */
export type VersionPickerProps = FieldExtensionComponentProps<KasmRelease>;

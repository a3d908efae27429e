import {
  makeFieldSchema,
  type FieldExtensionComponentProps,
} from '@backstage/plugin-scaffolder-react';
import type { SpecMapping } from './specMapping';

/** @internal */
export const previewFieldSchema = makeFieldSchema({
  output: z => z.undefined(),
  uiOptions: z =>
    z.object({
      spec: z
        .record(z.any())
        .describe('Where each value of the spec comes from in this form'),
    }),
});

/** @internal */
export type PreviewProps = FieldExtensionComponentProps<
  undefined,
  { spec: SpecMapping }
>;

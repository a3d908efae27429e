import {
  makeFieldSchema,
  type FieldExtensionComponentProps,
} from '@backstage/plugin-scaffolder-react';
import type { DeploymentSize } from './deploymentSizes';

/** @internal */
export const sizeFieldSchema = makeFieldSchema({
  output: z => z.enum(['small', 'medium', 'large']),
});

/** @internal */
export type SizePickerProps = FieldExtensionComponentProps<DeploymentSize>;

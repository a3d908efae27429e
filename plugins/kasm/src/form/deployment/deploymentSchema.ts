import {
  makeFieldSchema,
  type FieldExtensionComponentProps,
} from '@backstage/plugin-scaffolder-react';

/** @internal */
export const deploymentFieldSchema = makeFieldSchema({
  output: z => z.object({ cluster: z.string(), name: z.string() }),
});

/** @internal */
export type DeploymentPickerProps = FieldExtensionComponentProps<{
  cluster: string;
  name: string;
}>;

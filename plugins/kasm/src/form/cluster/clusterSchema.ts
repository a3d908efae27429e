import {
  makeFieldSchema,
  type FieldExtensionComponentProps,
} from '@backstage/plugin-scaffolder-react';

/** @internal */
export const clusterFieldSchema = makeFieldSchema({
  output: z => z.string(),
  uiOptions: z =>
    z.object({
      role: z
        .enum(['controlPlane', 'agents'])
        .optional()
        .describe('What the cluster is for; controlPlane when not said'),
      permission: z
        .boolean()
        .optional()
        .describe('Say so when the user lacks kasm.deployment.create'),
    }),
});

/** @internal */
export type ClusterPickerProps = FieldExtensionComponentProps<
  string,
  { role?: 'controlPlane' | 'agents'; permission?: boolean }
>;

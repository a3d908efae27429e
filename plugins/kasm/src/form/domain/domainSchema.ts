import {
  makeFieldSchema,
  type FieldExtensionComponentProps,
} from '@backstage/plugin-scaffolder-react';

/** @internal */
export const domainFieldSchema = makeFieldSchema({ output: z => z.string() });

/** @internal */
export type DomainFieldProps = FieldExtensionComponentProps<string>;

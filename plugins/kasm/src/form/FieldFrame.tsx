import { ScaffolderField } from '@backstage/plugin-scaffolder-react/alpha';
import { makeStyles } from '@material-ui/core/styles';
import type { ReactElement, ReactNode } from 'react';
import { KasmSurface } from '../surface/KasmSurface';

const useStyles = makeStyles(
  {
    description: { display: 'block', marginTop: 3 },
    below: { marginTop: 8, fontSize: 13 },
  },
  { name: 'KasmFieldFrame' },
);

/**
 * A field between the form's own: its mistakes look like theirs, and what the portal knows stands
 * beneath.
 *
 * @internal
 */
export function FieldFrame(props: {
  description?: string;
  required?: boolean;
  rawErrors?: string[];
  errors?: ReactElement;
  below?: ReactNode;
  children: ReactNode;
}) {
  const { description, required, rawErrors, errors, below, children } = props;
  const classes = useStyles();
  return (
    <ScaffolderField required={required} rawErrors={rawErrors} errors={errors}>
      {children}
      {(description || below) && (
        <KasmSurface>
          {description && (
            <small className={classes.description}>{description}</small>
          )}
          {below && <div className={classes.below}>{below}</div>}
        </KasmSurface>
      )}
    </ScaffolderField>
  );
}

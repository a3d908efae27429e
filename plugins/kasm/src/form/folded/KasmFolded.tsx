import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { makeStyles } from '@material-ui/core/styles';
import { useEffect, useState } from 'react';

const useStyles = makeStyles(
  theme => ({
    folded: {
      border: `1px solid ${theme.palette.divider}`,
      borderRadius: 4,
      marginTop: 8,
    },
    summary: {
      padding: '10px 14px',
      cursor: 'pointer',
      fontWeight: 500,
      '&:focus-visible': {
        outline: `2px solid ${theme.palette.primary.main}`,
        outlineOffset: -2,
      },
    },
    hint: {
      display: 'block',
      paddingLeft: 16,
      fontWeight: 400,
      fontSize: 12.5,
      color: theme.palette.text.secondary,
    },
    content: { padding: '0 14px 14px' },
  }),
  { name: 'KasmFolded' },
);

/**
 * Fields that few need, folded away. It unfolds by itself when one of them is wrong.
 *
 * @internal
 */
export function KasmFolded(
  props: FieldExtensionComponentProps<Record<string, unknown>>,
) {
  const { schema, uiSchema, errorSchema, registry } = props;
  const classes = useStyles();
  const [open, setOpen] = useState(false);
  const wrong = Object.keys(errorSchema ?? {}).length > 0;
  useEffect(() => {
    if (wrong) {
      setOpen(true);
    }
  }, [wrong]);

  const { 'ui:field': _field, ...inner } = uiSchema;
  const { title, description, ...fields } = schema;
  const { ObjectField } = registry.fields;
  return (
    <details
      className={classes.folded}
      open={open}
      onToggle={event => setOpen(event.currentTarget.open)}
    >
      <summary className={classes.summary}>
        {title ?? 'More'}
        {description && <span className={classes.hint}>{description}</span>}
      </summary>
      <div className={classes.content}>
        <ObjectField
          {...(props as any)}
          name=""
          schema={fields}
          uiSchema={{ ...inner, 'ui:title': ' ', 'ui:label': false }}
        />
      </div>
    </details>
  );
}

import { DATABASE_SIZES } from '@kasm-portal/backstage-plugin-kasm-common/manifests';
import { makeStyles } from '@material-ui/core/styles';
import { FieldFrame } from '../FieldFrame';
import { DEPLOYMENT_SIZES, type DeploymentSize } from './deploymentSizes';
import type { SizePickerProps } from './sizeSchema';

const useStyles = makeStyles(
  theme => ({
    group: { border: 0, margin: 0, padding: 0, minWidth: 0 },
    legend: { padding: 0, marginBottom: 8, fontSize: 13 },
    cards: {
      display: 'grid',
      gridTemplateColumns: 'repeat(auto-fit, minmax(190px, 1fr))',
      gap: 12,
    },
    card: {
      display: 'flex',
      gap: 10,
      alignItems: 'flex-start',
      padding: '12px 14px',
      borderRadius: 6,
      cursor: 'pointer',
      border: `1px solid ${theme.palette.divider}`,
      '&:hover': { backgroundColor: theme.palette.action.hover },
      '&:focus-within': {
        outline: `2px solid ${theme.palette.primary.main}`,
        outlineOffset: 1,
      },
    },
    chosen: {
      borderColor: theme.palette.primary.main,
      boxShadow: `inset 0 0 0 1px ${theme.palette.primary.main}`,
    },
    radio: { margin: '3px 0 0', accentColor: theme.palette.primary.main },
    title: { fontWeight: 700 },
    fact: {
      display: 'block',
      fontSize: 12.5,
      color: theme.palette.text.secondary,
    },
  }),
  { name: 'KasmSizePicker' },
);

/**
 * How big a deployment is, with what each size means.
 *
 * @internal
 */
export function KasmSizePicker(props: SizePickerProps) {
  const { schema, formData, onChange, idSchema, required } = props;
  const classes = useStyles();
  return (
    <FieldFrame
      description={schema.description}
      required={required}
      rawErrors={props.rawErrors}
      errors={props.errors}
      below={
        <fieldset className={classes.group} disabled={props.disabled}>
          <legend className={classes.legend}>
            {schema.title}
            {required && ' *'}
          </legend>
          <div className={classes.cards}>
            {!required && (
              <label
                className={`${classes.card} ${formData ? '' : classes.chosen}`}
              >
                <input
                  type="radio"
                  className={classes.radio}
                  name={idSchema.$id}
                  checked={!formData}
                  onChange={() => onChange(undefined)}
                />
                <span className={classes.title}>As it is</span>
              </label>
            )}
            {(Object.keys(DEPLOYMENT_SIZES) as DeploymentSize[]).map(size => {
              const { title, sessions, replicas } = DEPLOYMENT_SIZES[size];
              const { memory, maxConnections } = DATABASE_SIZES[size];
              const chosen = formData === size;
              return (
                // eslint-disable-next-line jsx-a11y/label-has-associated-control
                <label
                  key={size}
                  className={`${classes.card} ${chosen ? classes.chosen : ''}`}
                >
                  <input
                    type="radio"
                    className={classes.radio}
                    name={idSchema.$id}
                    value={size}
                    checked={chosen}
                    onChange={() => onChange(size)}
                  />
                  <span>
                    <span className={classes.title}>{title}</span>
                    <span className={classes.fact}>{sessions}</span>
                    <span className={classes.fact}>{replicas}</span>
                    <span className={classes.fact}>
                      Database: {memory.replace('Gi', ' GiB')} each,{' '}
                      {maxConnections} connections
                    </span>
                  </span>
                </label>
              );
            })}
          </div>
        </fieldset>
      }
    >
      {null}
    </FieldFrame>
  );
}

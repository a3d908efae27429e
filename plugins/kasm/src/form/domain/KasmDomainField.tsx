import { useApi } from '@backstage/core-plugin-api';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import { useEffect } from 'react';
import { kasmApiRef } from '../../api/KasmApi';
import { FieldFrame } from '../FieldFrame';
import { textOf, typedSoFar } from '../formContext';
import { useAsked } from '../useAsked';
import { DerivedNames } from './DerivedNames';
import { specFromForm } from '../preview/specMapping';
import type { DomainFieldProps } from './domainSchema';

const useStyles = makeStyles(
  theme => ({
    choices: { display: 'flex', flexWrap: 'wrap', gap: 4, marginTop: 4 },
    derived: {
      marginTop: 8,
      padding: '12px 16px',
      borderRadius: 4,
      border: `1px solid ${theme.palette.divider}`,
    },
  }),
  { name: 'KasmDomainField' },
);

/** Folded away in the form of Create. */
const chosenNames = {
  release: { from: 'placement.release' },
  namespace: { from: 'placement.namespace' },
  database: { from: 'database.more.cluster' },
};

/**
 * A domain of the chosen cluster. As one types it says which names follow, and what DNS knows of the
 * host.
 *
 * @internal
 */
export function KasmDomainField(props: DomainFieldProps) {
  const { schema, formData, onChange, idSchema, rawErrors } = props;
  const classes = useStyles();
  const api = useApi(kasmApiRef);
  const typed = typedSoFar(props);
  const cluster = textOf(typed.cluster);
  const asked = useAsked(signal => api.getClusters({ signal }), 'clusters');
  const domains =
    asked.state === 'answered'
      ? asked.answer.find(({ name }) => name === cluster)?.domains ?? []
      : [];
  const [first] = domains;
  useEffect(() => {
    if (first && formData === undefined) {
      onChange(first);
    }
    // Only when the cluster brings its domains: whoever empties the field wants it empty.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [first]);

  return (
    <FieldFrame
      description={schema.description}
      required={props.required}
      rawErrors={rawErrors}
      errors={props.errors}
      below={
        <>
          {domains.length > 1 && (
            <div
              className={classes.choices}
              role="group"
              aria-label="Domains of the cluster"
            >
              {domains.map(domain => (
                <Button
                  key={domain}
                  size="small"
                  variant={domain === formData ? 'contained' : 'outlined'}
                  aria-pressed={domain === formData}
                  onClick={() => onChange(domain)}
                >
                  {domain}
                </Button>
              ))}
            </div>
          )}
          <div className={classes.derived}>
            <DerivedNames
              cluster={cluster}
              name={textOf(typed.name)}
              chosen={specFromForm(chosenNames, typed)}
              domain={textOf(formData)}
              allowed={domains}
            />
          </div>
        </>
      }
    >
      <TextField
        id={idSchema.$id}
        fullWidth
        label={schema.title}
        required={props.required}
        error={rawErrors.length > 0}
        disabled={props.disabled}
        value={formData ?? ''}
        onChange={event => onChange(event.target.value || undefined)}
        inputProps={{
          autoCapitalize: 'none',
          autoComplete: 'off',
          spellCheck: false,
        }}
      />
    </FieldFrame>
  );
}

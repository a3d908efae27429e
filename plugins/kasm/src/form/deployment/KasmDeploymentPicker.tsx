import { useApi } from '@backstage/core-plugin-api';
import { parseDeploymentRef } from '@kasm-portal/backstage-plugin-kasm-common';
import MenuItem from '@material-ui/core/MenuItem';
import TextField from '@material-ui/core/TextField';
import { kasmApiRef } from '../../api/KasmApi';
import { healthLook, severityLook, sourceLook } from '../../marks/looks';
import { FieldFrame } from '../FieldFrame';
import { FieldNote } from '../FieldNote';
import { useAsked } from '../useAsked';
import type { DeploymentPickerProps } from './deploymentSchema';

/**
 * One of the deployments that one may see, with how it is.
 *
 * @internal
 */
export function KasmDeploymentPicker(props: DeploymentPickerProps) {
  const { schema, formData, onChange, idSchema, rawErrors } = props;
  const api = useApi(kasmApiRef);
  const asked = useAsked(signal => api.getDeployments({ signal }), 'all');
  const items = asked.state === 'answered' ? asked.answer : [];
  const value =
    formData?.cluster && formData.name
      ? `${formData.cluster}/${formData.name}`
      : '';
  const chosen = items.find(({ ref }) => ref === value);

  return (
    <FieldFrame
      description={schema.description}
      required={props.required}
      rawErrors={rawErrors}
      errors={props.errors}
      below={
        <div role="status">
          {asked.state === 'failed' && (
            <FieldNote look={sourceLook.unreachable}>
              The deployments are not known: {asked.reason}
            </FieldNote>
          )}
          {asked.state === 'answered' && items.length === 0 && (
            <FieldNote look={severityLook.info}>
              There is no deployment that you may see (kasm.deployment.read).
            </FieldNote>
          )}
          {chosen && (
            <FieldNote look={healthLook[chosen.health]}>
              {healthLook[chosen.health].word}. {chosen.summary}
            </FieldNote>
          )}
        </div>
      }
    >
      <TextField
        id={idSchema.$id}
        select
        fullWidth
        label={schema.title}
        required={props.required}
        error={rawErrors.length > 0}
        disabled={props.disabled || asked.state === 'asking'}
        value={chosen || asked.state !== 'answered' ? value : ''}
        onChange={event => onChange(parseDeploymentRef(event.target.value))}
      >
        {asked.state !== 'answered' && value && (
          <MenuItem value={value}>{value}</MenuItem>
        )}
        {items.map(({ ref, title, host, state }) => (
          <MenuItem key={ref} value={ref}>
            {title} ({ref}, {state === 'active' ? host : state})
          </MenuItem>
        ))}
      </TextField>
    </FieldFrame>
  );
}

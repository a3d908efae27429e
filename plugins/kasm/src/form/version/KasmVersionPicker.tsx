import {
  kasmVersion,
  versionWarnings,
} from '@kasm-portal/backstage-plugin-kasm-common/manifests';
import MenuItem from '@material-ui/core/MenuItem';
import TextField from '@material-ui/core/TextField';
import { useMemo } from 'react';
import { severityLook } from '../../marks/looks';
import { FieldFrame } from '../FieldFrame';
import { FieldNote } from '../FieldNote';
import type { KasmRelease, VersionPickerProps } from './versionSchema';

/**
 * A release of Kasm, with what one should know before choosing it.
 *
 * @internal
 */
export function KasmVersionPicker(props: VersionPickerProps) {
  const { schema, formData, onChange, idSchema, rawErrors } = props;
  const releases = (schema.enum ?? []) as KasmRelease[];
  const warnings = useMemo(
    () => (formData ? versionWarnings(kasmVersion(formData), new Date()) : []),
    [formData],
  );
  return (
    <FieldFrame
      description={schema.description}
      required={props.required}
      rawErrors={rawErrors}
      errors={props.errors}
      below={
        <div role="status">
          {warnings.map(warning => (
            <FieldNote key={warning} look={severityLook.warning}>
              {warning}.
            </FieldNote>
          ))}
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
        disabled={props.disabled}
        value={formData ?? ''}
        onChange={event =>
          onChange((event.target.value || undefined) as KasmRelease)
        }
      >
        {!props.required && <MenuItem value="">As it is</MenuItem>}
        {releases.map(release => (
          <MenuItem key={release} value={release}>
            Kasm {release}, PostgreSQL {kasmVersion(release).postgres.major}
          </MenuItem>
        ))}
      </TextField>
    </FieldFrame>
  );
}

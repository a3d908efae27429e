import { useApi } from '@backstage/core-plugin-api';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import {
  kasmDeploymentCreatePermission,
  type ClusterInfo,
} from '@kasm-portal/backstage-plugin-kasm-common';
import MenuItem from '@material-ui/core/MenuItem';
import TextField from '@material-ui/core/TextField';
import { useEffect } from 'react';
import { kasmApiRef } from '../../api/KasmApi';
import { severityLook, sourceLook } from '../../marks/looks';
import { Facts } from '../../tab/Facts';
import { FieldFrame } from '../FieldFrame';
import { FieldNote } from '../FieldNote';
import { useAsked } from '../useAsked';
import type { ClusterPickerProps } from './clusterSchema';

/** Said before anything is typed, not after everything was. */
const MAY_NOT =
  'You may not create Kasm deployments here (kasm.deployment.create). Ask whoever runs this portal.';

/**
 * A configured cluster, with what the portal knows of it.
 *
 * @internal
 */
export function KasmClusterPicker(props: ClusterPickerProps) {
  const { schema, uiSchema, formData, onChange, idSchema, rawErrors } = props;
  const { role = 'controlPlane', permission = role === 'controlPlane' } =
    uiSchema['ui:options'] ?? {};
  const api = useApi(kasmApiRef);
  const asked = useAsked(signal => api.getClusters({ signal }), 'clusters');
  const permissions = useApi(permissionApiRef);
  const decided = useAsked(
    () => permissions.authorize({ permission: kasmDeploymentCreatePermission }),
    permission ? 'create' : undefined,
  );
  const denied =
    decided.state === 'answered' && decided.answer.result === 'DENY';

  const clusters =
    asked.state === 'answered'
      ? asked.answer.filter(({ roles }) => roles.includes(role))
      : [];
  const chosen = clusters.find(({ name }) => name === formData);
  const [only] = clusters.length === 1 ? clusters : [];
  useEffect(() => {
    if (only && formData === undefined && props.required) {
      onChange(only.name);
    }
  }, [only, formData, onChange, props.required]);

  return (
    <FieldFrame
      description={schema.description}
      required={props.required}
      rawErrors={rawErrors}
      errors={props.errors}
      below={
        <div role="status">
          {denied && (
            <FieldNote look={severityLook.critical}>{MAY_NOT}</FieldNote>
          )}
          {asked.state === 'failed' && (
            <FieldNote look={sourceLook.unreachable}>
              The clusters are not known: {asked.reason}
            </FieldNote>
          )}
          {asked.state === 'answered' && clusters.length === 0 && (
            <FieldNote look={severityLook.warning}>
              No cluster is configured for this (kasm.clusters).
            </FieldNote>
          )}
          {chosen && <ClusterFacts cluster={chosen} />}
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
        value={chosen || asked.state !== 'answered' ? formData ?? '' : ''}
        onChange={event => onChange(event.target.value || undefined)}
        SelectProps={{ SelectDisplayProps: { id: `${idSchema.$id}-shown` } }}
      >
        {!props.required && <MenuItem value="">None</MenuItem>}
        {/* Shown until the list is here, so that a chosen one does not vanish. */}
        {asked.state !== 'answered' && formData && (
          <MenuItem value={formData}>{formData}</MenuItem>
        )}
        {clusters.map(({ name, title, reachable }) => (
          <MenuItem key={name} value={name}>
            {title ?? name}
            {!reachable && ' (does not answer)'}
          </MenuItem>
        ))}
      </TextField>
    </FieldFrame>
  );
}

function ClusterFacts({ cluster }: { cluster: ClusterInfo }) {
  const { reachable, reason, namespaces, domains } = cluster;
  return (
    <>
      {reachable ? (
        <FieldNote look={sourceLook.ok}>The cluster answers.</FieldNote>
      ) : (
        <FieldNote look={sourceLook.unreachable}>
          The cluster does not answer: {reason}
        </FieldNote>
      )}
      <Facts
        facts={[
          [
            'Namespaces',
            namespaces.includes('*') ? 'any' : namespaces.join(', ') || 'none',
          ],
          ...(domains.length > 0
            ? [['Domains', domains.join(', ')] as [string, string]]
            : []),
        ]}
      />
    </>
  );
}

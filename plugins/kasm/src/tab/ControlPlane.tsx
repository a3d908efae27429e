import type {
  ComponentStatus,
  StatusDocument,
} from '@kasm-portal/backstage-plugin-kasm-common';
import { partLook } from '../marks/looks';
import { Mark } from '../marks/Mark';
import { Age } from '../time/Age';
import { Facts } from './Facts';
import { Grid, type Column } from './Grid';
import { Panel } from './Panel';
import { NotCurrent, Unseen } from './Unseen';

const COLUMNS: Column<ComponentStatus>[] = [
  {
    title: 'Component',
    cell: component => (
      <>
        {component.role}
        {component.reason && (
          <small style={{ display: 'block' }}>{component.reason}</small>
        )}
      </>
    ),
  },
  { title: 'State', cell: each => <Mark look={partLook[each.state]} /> },
  {
    title: 'Ready',
    numeric: true,
    cell: each => `${each.ready}/${each.desired}`,
  },
  { title: 'Version', numeric: true, cell: each => each.version ?? '–' },
  {
    title: 'Rolled out',
    numeric: true,
    cell: each => <Age since={each.rolledOutAt} ago otherwise="–" />,
  },
  { title: 'Deployment', mono: true, cell: each => each.deployment ?? '–' },
];

/** @internal */
export function ControlPlane(props: { status: StatusDocument }) {
  const { deployment, controlPlane, sources } = props.status;
  const release = controlPlane?.release;
  return (
    <Panel section="control-plane">
      {controlPlane ? (
        <>
          <NotCurrent source={sources.controlPlane} />
          <Facts
            facts={[
              ['Kasm', deployment.versions.kasm],
              [
                'Release',
                <>
                  <code>{deployment.names.release}</code>{' '}
                  {release?.version ?? deployment.versions.chart}{' '}
                  {release && <Mark look={partLook[release.state]} />}{' '}
                  {release?.reason}
                </>,
              ],
              ['Namespace', <code>{deployment.names.namespace}</code>],
              ['Cluster', <code>{deployment.cluster}</code>],
            ]}
          />
          <Grid
            label="Components"
            rows={controlPlane.components}
            rowKey={each => each.deployment ?? each.role}
            columns={COLUMNS}
          />
        </>
      ) : (
        <Unseen source={sources.controlPlane} />
      )}
    </Panel>
  );
}

import type {
  DatabaseInstanceStatus,
  DatabaseStatus,
  SourceStatus,
} from '@kasm-portal/backstage-plugin-kasm-common';
import { partLook } from '../marks/looks';
import { Mark } from '../marks/Mark';
import { Age } from '../time/Age';
import { Facts } from './Facts';
import { Grid, type Column } from './Grid';
import { Panel } from './Panel';
import { NotCurrent, Unseen } from './Unseen';

const COLUMNS: Column<DatabaseInstanceStatus>[] = [
  { title: 'Instance', mono: true, cell: each => each.name },
  { title: 'Role', cell: each => each.role },
  {
    title: 'State',
    cell: each => (
      <>
        <Mark look={partLook[each.state]} />
        {each.reason && (
          <small style={{ display: 'block' }}>{each.reason}</small>
        )}
      </>
    ),
  },
  { title: 'Node', mono: true, cell: each => each.node ?? '–' },
];

/** @internal */
export function Database(props: {
  database?: DatabaseStatus;
  source?: SourceStatus;
}) {
  const { database, source } = props;
  return (
    <Panel section="database">
      {database ? (
        <>
          <NotCurrent source={source} />
          <Facts
            facts={[
              [
                'Cluster',
                <>
                  <code>{database.name}</code> in{' '}
                  <code>{database.namespace}</code>
                </>,
              ],
              ['Phase', database.phase],
              ['Ready', `${database.ready}/${database.desired}`],
              ['Primary', database.primary && <code>{database.primary}</code>],
              ['PostgreSQL', database.major],
              ['Last backup', <LastBackup backups={database.backups} />],
              ['Archiving', archiving(database.backups.archiving)],
            ]}
          />
          <Grid
            label="Database instances"
            rows={database.instances}
            rowKey={each => each.name}
            columns={COLUMNS}
          />
        </>
      ) : (
        <Unseen source={source} />
      )}
    </Panel>
  );
}

function LastBackup(props: { backups: DatabaseStatus['backups'] }) {
  const { configured, method, lastCompletedAt } = props.backups;
  const by = method ? `, by ${method}` : '';
  if (lastCompletedAt) {
    return (
      <>
        <Age since={lastCompletedAt} ago />
        {by}
      </>
    );
  }
  return <>{configured ? `none yet${by}` : 'not set up'}</>;
}

function archiving(works: boolean | undefined): string {
  if (works === undefined) return 'not set up';
  return works ? 'works' : 'fails';
}

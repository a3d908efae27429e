import type {
  AgentStatus,
  StatusDocument,
} from '@kasm-portal/backstage-plugin-kasm-common';
import { partLook } from '../marks/looks';
import { Mark } from '../marks/Mark';
import { Age } from '../time/Age';
import { Facts } from './Facts';
import { Grid, type Column } from './Grid';
import { Panel } from './Panel';
import { NotCurrent, Unseen } from './Unseen';

const GUEST_AGENT = { true: 'answers', false: 'silent', undefined: 'unknown' };

const COLUMNS: Column<AgentStatus>[] = [
  { title: 'Agent', mono: true, cell: each => each.name },
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
  { title: 'VM', cell: each => each.vmStatus ?? 'unknown' },
  { title: 'Guest agent', cell: each => GUEST_AGENT[`${each.guestAgent}`] },
  { title: 'Address', mono: true, cell: each => each.address ?? '–' },
  { title: 'Node', mono: true, cell: each => each.node ?? '–' },
];

/** @internal */
export function Agents(props: { status: StatusDocument }) {
  const { agents, sessions, sources, deployment } = props.status;
  const { agentCluster, agentNamespace } = deployment.names;
  return (
    <Panel section="agents">
      {agents ? (
        <>
          <NotCurrent source={sources.agentVms} />
          <Facts
            facts={[
              ['Ready', `${agents.ready}/${agents.desired}`],
              [
                'Sessions',
                sessions && (
                  <>
                    {sessions.now}
                    {sessions.before !== undefined &&
                      `, ${sessions.before} before`}{' '}
                    (<Age since={sessions.asOf} ago />)
                  </>
                ),
              ],
              [
                'VMs in',
                agentNamespace && (
                  <code>
                    {agentCluster}/{agentNamespace}
                  </code>
                ),
              ],
            ]}
          />
          {agents.items.length === 0 ? (
            <p>There are no agents, so nobody can start a desktop.</p>
          ) : (
            <Grid
              label="Agents"
              rows={agents.items}
              rowKey={each => each.name}
              columns={COLUMNS}
            />
          )}
        </>
      ) : (
        <Unseen source={sources.agentVms} />
      )}
    </Panel>
  );
}

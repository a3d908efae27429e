import {
  describeCheck,
  type StatusDocument,
} from '@kasm-portal/backstage-plugin-kasm-common';
import { makeStyles } from '@material-ui/core/styles';
import { CopyableCommand } from '../command/CopyableCommand';
import { checkLook } from '../marks/looks';
import { Mark } from '../marks/Mark';
import { Panel } from './Panel';

const useStyles = makeStyles(
  theme => ({
    list: { display: 'grid', gridTemplateColumns: 'minmax(0,1fr)', rowGap: 12 },
    check: {
      display: 'grid',
      gridTemplateColumns: '96px minmax(0, 1fr)',
      alignItems: 'start',
      columnGap: 12,
      rowGap: 4,
      [theme.breakpoints.down('xs')]: {
        gridTemplateColumns: 'minmax(0, 1fr)',
      },
    },
    what: { display: 'grid', gridTemplateColumns: 'minmax(0,1fr)', rowGap: 4 },
    evidence: { color: theme.palette.text.secondary, overflowWrap: 'anywhere' },
  }),
  { name: 'KasmVerification' },
);

/**
 * The checks that somebody would make by hand, with what came of them and how to repeat them.
 *
 * @internal
 */
export function Verification(props: {
  status: Pick<StatusDocument, 'checks' | 'deployment'>;
}) {
  const { checks, deployment } = props.status;
  const classes = useStyles();
  return (
    <Panel section="verification">
      {checks.length === 0 && <p>No checks were made yet.</p>}
      <ul className={classes.list} aria-label="Checks">
        {checks
          .map(check => ({ ...check, ...describeCheck(check.id, deployment) }))
          .map(check => (
            <li key={check.id} className={classes.check}>
              <Mark look={checkLook[check.result]} />
              <div className={classes.what}>
                <span>{check.title}</span>
                <bdi className={classes.evidence}>{check.evidence}</bdi>
                {check.command && <CopyableCommand command={check.command} />}
              </div>
            </li>
          ))}
      </ul>
    </Panel>
  );
}

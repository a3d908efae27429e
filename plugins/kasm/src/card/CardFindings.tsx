import type { Finding } from '@kasm-portal/backstage-plugin-kasm-common';
import { Link } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import { groupFindings } from '../findings/groupFindings';
import { RunbookLink } from '../links/RunbookLink';
import { severityLook } from '../marks/looks';
import { Mark } from '../marks/Mark';

const MOST = 3;

const useStyles = makeStyles(
  theme => ({
    list: { display: 'grid', rowGap: 6 },
    row: { display: 'flex', alignItems: 'flex-start', columnGap: 8 },
    title: { flex: 1, minWidth: 0, overflowWrap: 'anywhere' },
    settling: { color: theme.palette.text.secondary },
  }),
  { name: 'KasmCardFindings' },
);

/**
 * What is worst, each with its way to the runbook.
 *
 * @internal
 */
export function CardFindings(props: { findings: Finding[]; tabPath?: string }) {
  const classes = useStyles();
  const groups = groupFindings(props.findings);
  const more = groups.length - MOST;
  if (groups.length === 0) return null;
  return (
    <ul className={classes.list} aria-label="Findings">
      {groups.slice(0, MOST).map(({ key, finding }) => (
        <li key={key} className={classes.row}>
          <Mark look={severityLook[finding.severity]} iconOnly />
          <span className={classes.title}>
            {finding.title}
            {finding.settling && (
              <span className={classes.settling}> (just now)</span>
            )}
          </span>
          <RunbookLink section={finding.runbook} about={finding.title} />
        </li>
      ))}
      {more > 0 && (
        <li>
          {props.tabPath === undefined ? (
            `and ${more} more`
          ) : (
            <Link to={`${props.tabPath}#diagnosis`}>and {more} more</Link>
          )}
        </li>
      )}
    </ul>
  );
}

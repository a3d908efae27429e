import type { Finding } from '@kasm-portal/backstage-plugin-kasm-common';
import { makeStyles } from '@material-ui/core/styles';
import { CopyableCommand } from '../command/CopyableCommand';
import { RunbookLink } from '../links/RunbookLink';
import { severityLook } from '../marks/looks';
import { Mark } from '../marks/Mark';
import { Age } from '../time/Age';
import { findingKey } from './groupFindings';

const useStyles = makeStyles(
  theme => ({
    finding: {
      display: 'grid',
      rowGap: 8,
      gridTemplateColumns: 'minmax(0,1fr)',
    },
    head: {
      display: 'flex',
      alignItems: 'flex-start',
      columnGap: 8,
      fontSize: 15,
    },
    title: {
      flex: 1,
      minWidth: 0,
      margin: 0,
      fontSize: 'inherit',
      fontWeight: 600,
      overflowWrap: 'anywhere',
    },
    quiet: {
      fontSize: 14,
      color: theme.palette.text.secondary,
      whiteSpace: 'nowrap',
    },
    evidence: { overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' },
    steps: {
      display: 'grid',
      gridTemplateColumns: 'minmax(0,1fr)',
      rowGap: 8,
      '&&': { listStyle: 'decimal', paddingLeft: 20 },
    },
    explains: {
      '& summary': { cursor: 'pointer', color: theme.palette.text.secondary },
      '& ul': {
        display: 'grid',
        rowGap: 16,
        marginTop: 12,
        paddingLeft: 16,
        borderLeft: `2px solid ${theme.palette.divider}`,
      },
    },
  }),
  { name: 'KasmFinding' },
);

/**
 * One problem: what, since when, how one can tell, and what to do. What it explains lies folded
 * beneath it. All text of a finding is shown as text, whatever it holds.
 *
 * @internal
 */
export function FindingItem(props: { finding: Finding; explains?: Finding[] }) {
  const { finding, explains = [] } = props;
  const classes = useStyles();
  return (
    <article className={classes.finding} aria-label={finding.title}>
      <div className={classes.head}>
        <Mark look={severityLook[finding.severity]} iconOnly />
        <h4 className={classes.title}>{finding.title}</h4>
        <span className={classes.quiet}>
          <Age since={finding.since} />
        </span>
      </div>
      {finding.settling && (
        <p className={classes.quiet}>just now, may repair itself</p>
      )}
      {finding.evidence.length > 0 && (
        <ul className={classes.evidence}>
          {finding.evidence.map((line, index) => (
            <li key={index}>
              <bdi>{line}</bdi>
            </li>
          ))}
        </ul>
      )}
      {finding.remedy.length > 0 && (
        <ol className={classes.steps} aria-label="What to do">
          {finding.remedy.map((step, index) => (
            <li key={index}>
              {step.text}
              {step.command && <CopyableCommand command={step.command} />}
            </li>
          ))}
        </ol>
      )}
      <div>
        <RunbookLink section={finding.runbook} about={finding.title} />
      </div>
      {explains.length > 0 && (
        <details className={classes.explains}>
          <summary>explains {explains.length} more</summary>
          <ul>
            {explains.map(each => (
              <li key={findingKey(each)}>
                <FindingItem finding={each} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </article>
  );
}

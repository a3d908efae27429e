import type { StatusDocument } from '@kasm-portal/backstage-plugin-kasm-common';
import { makeStyles } from '@material-ui/core/styles';
import { Age } from '../time/Age';
import { healthLook, UNKNOWN } from './looks';
import { Mark } from './Mark';

const useStyles = makeStyles(
  theme => ({
    line: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      columnGap: 8,
    },
    word: { fontSize: 18, fontWeight: 600, lineHeight: 1.4 },
    since: { color: theme.palette.text.secondary },
  }),
  { name: 'KasmHealthMark' },
);

/**
 * Health in one word, and for how long it has been so. History is not dressed as the present: the
 * word is then said to be the last one seen, without its colour.
 *
 * @internal
 */
export function HealthMark(props: { status: StatusDocument; past: boolean }) {
  const { health, headline, deployment, findings } = props.status;
  const classes = useStyles();
  const warnings = findings.filter(
    finding => finding.severity === 'warning' && !finding.explainedBy,
  ).length;
  const look = healthLook[health];
  return (
    <span className={classes.line}>
      <span className={classes.word} role="status">
        <Mark
          look={
            props.past
              ? { ...UNKNOWN, word: `${look.word} when last seen` }
              : look
          }
        />
      </span>
      {!props.past && headline.since && health !== 'healthy' && (
        <span className={classes.since}>
          for <Age since={headline.since} />
        </span>
      )}
      {!props.past && health === 'healthy' && warnings > 0 && (
        <span className={classes.since}>
          {warnings === 1 ? '1 warning' : `${warnings} warnings`}
        </span>
      )}
      {deployment.state === 'retired' && (
        <span className={classes.since}>retired</span>
      )}
      {/* While it goes well the sentence says so. */}
      {deployment.state === 'creating' && health !== 'progressing' && (
        <span className={classes.since}>being created</span>
      )}
    </span>
  );
}

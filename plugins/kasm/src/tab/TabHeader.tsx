import type { StatusDocument } from '@kasm-portal/backstage-plugin-kasm-common';
import { makeStyles } from '@material-ui/core/styles';
import { OpenKasm } from '../links/OpenKasm';
import { RunbookLink } from '../links/RunbookLink';
import type { DeploymentView } from '../live/DeploymentView';
import { HealthMark } from '../marks/HealthMark';
import { LiveMark } from '../marks/LiveMark';

const useStyles = makeStyles(
  {
    header: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      columnGap: 16,
      rowGap: 8,
    },
    health: { margin: 0, fontSize: 'inherit', fontWeight: 'inherit' },
    sentence: { flex: '1 1 320px', minWidth: 0, overflowWrap: 'anywhere' },
    links: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: 16,
      rowGap: 8,
    },
  },
  { name: 'KasmTabHeader' },
);

/** @internal */
export function TabHeader(props: {
  view: DeploymentView;
  status: StatusDocument;
  past: boolean;
}) {
  const { view, status, past } = props;
  const classes = useStyles();
  return (
    <header className={classes.header}>
      <h2 className={classes.health}>
        <HealthMark status={status} past={past} />
      </h2>
      <p className={classes.sentence} aria-live="polite">
        {status.summary}
      </p>
      <div className={classes.links}>
        <LiveMark view={view} />
        <RunbookLink />
        <OpenKasm url={status.deployment.url} />
      </div>
    </header>
  );
}

import type { StatusDocument } from '@kasm-portal/backstage-plugin-kasm-common';
import { Link } from '@backstage/core-components';
import { EntityInfoCard } from '@backstage/plugin-catalog-react';
import { makeStyles } from '@material-ui/core/styles';
import { useDeployment } from '../hooks/useDeployment';
import { useTabPath } from '../hooks/useTabPath';
import { OpenKasm } from '../links/OpenKasm';
import { RunbookLink } from '../links/RunbookLink';
import { liveness } from '../live/liveness';
import { LiveMark } from '../marks/LiveMark';
import { NoStatus } from '../states/Absence';
import { LostNotice } from '../states/LostNotice';
import { Skeleton } from '../states/Skeleton';
import { KasmSurface } from '../surface/KasmSurface';
import { Age } from '../time/Age';
import { useTicking } from '../time/useTicking';
import { CardAnswer } from './CardAnswer';

const useStyles = makeStyles(
  theme => ({
    card: { display: 'grid', rowGap: 12 },
    footer: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      columnGap: 8,
      rowGap: 8,
      fontSize: 12.5,
      '& .MuiButton-root': {
        fontSize: 13,
        padding: '2px 6px',
        letterSpacing: 0,
      },
    },
    seen: {
      marginLeft: 'auto',
      // Room for two digits, so that the line does not break and heal with the seconds.
      minWidth: '6.6em',
      textAlign: 'right',
      whiteSpace: 'nowrap',
      fontSize: 11.5,
      color: theme.palette.text.secondary,
      fontVariantNumeric: 'tabular-nums',
    },
  }),
  { name: 'KasmCard' },
);

/** What a healthy card measures at 340 px. */
const SKELETON = { height: 248, bars: [24, 40, 116, 32] };

/**
 * The answer first: is it well, what is wrong, and where to go.
 *
 * @internal
 */
export function KasmCard(props: { deployment: string }) {
  const { deployment } = props;
  const { view, look } = useDeployment(deployment);
  const classes = useStyles();
  const { status } = view;
  const past = useTicking(now => liveness(view, now) === 'past');
  return (
    <EntityInfoCard
      title="Kasm Workspaces"
      headerActions={<LiveMark view={view} />}
    >
      <KasmSurface>
        {status && (
          <div className={classes.card}>
            <CardAnswer status={status} past={past} />
            <LostNotice view={view} />
            <CardFooter status={status} seenAt={view.seenAt} />
          </div>
        )}
        {!status && view.state === 'loading' && <Skeleton {...SKELETON} />}
        {!status && view.state !== 'loading' && (
          <NoStatus view={view} deployment={deployment} look={look} />
        )}
      </KasmSurface>
    </EntityInfoCard>
  );
}

function CardFooter(props: { status: StatusDocument; seenAt?: number }) {
  const classes = useStyles();
  const tabPath = useTabPath();
  return (
    <div className={classes.footer}>
      <OpenKasm url={props.status.deployment.url} />
      {tabPath !== undefined && (
        <Link to={tabPath}>
          Status <span aria-hidden>›</span>
        </Link>
      )}
      <RunbookLink />
      <span className={classes.seen}>
        seen <Age since={props.seenAt} ago />
      </span>
    </div>
  );
}

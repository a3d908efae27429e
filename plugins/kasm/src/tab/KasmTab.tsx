import { makeStyles } from '@material-ui/core/styles';
import { useDeployment } from '../hooks/useDeployment';
import { liveness } from '../live/liveness';
import { NoStatus } from '../states/Absence';
import { LostNotice } from '../states/LostNotice';
import { Skeleton } from '../states/Skeleton';
import { KasmSurface } from '../surface/KasmSurface';
import { useTicking } from '../time/useTicking';
import { TabHeader } from './TabHeader';
import { TabSections } from './TabSections';
import { useAnchor } from './useAnchor';

const useStyles = makeStyles(
  {
    tab: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', rowGap: 16 },
    // History has no colour, and keeps its contrast.
    past: { filter: 'grayscale(1)' },
  },
  { name: 'KasmTab' },
);

/**
 * The answer, the evidence, the tools: all there is to know of one deployment.
 *
 * @internal
 */
export function KasmTab(props: { deployment: string }) {
  const { deployment } = props;
  const { view, look } = useDeployment(deployment);
  const classes = useStyles();
  const past = useTicking(now => liveness(view, now) === 'past');
  const { status } = view;
  useAnchor(status !== undefined);
  return (
    <KasmSurface>
      {status && (
        <div className={classes.tab}>
          <TabHeader view={view} status={status} past={past} />
          <LostNotice view={view} />
          <div className={`${classes.tab} ${past ? classes.past : ''}`}>
            <TabSections status={status} />
          </div>
        </div>
      )}
      {!status && view.state === 'loading' && (
        <Skeleton height={600} bars={[32, 20, 200, 320]} />
      )}
      {!status && view.state !== 'loading' && (
        <NoStatus view={view} deployment={deployment} look={look} />
      )}
    </KasmSurface>
  );
}

import type { StatusDocument } from '@kasm-portal/backstage-plugin-kasm-common';
import { makeStyles } from '@material-ui/core/styles';
import { memo } from 'react';
import { useDeployment } from '../hooks/useDeployment';
import { liveness } from '../live/liveness';
import { NoStatus } from '../states/Absence';
import { LostNotice } from '../states/LostNotice';
import { Skeleton } from '../states/Skeleton';
import { KasmSurface } from '../surface/KasmSurface';
import { useTicking } from '../time/useTicking';
import { Agents } from './Agents';
import { Chain } from './Chain';
import { ControlPlane } from './ControlPlane';
import { Database } from './Database';
import { Diagnosis } from './Diagnosis';
import { Ingress } from './Ingress';
import { Panel } from './Panel';
import { SectionNav } from './SectionNav';
import { Sources } from './Sources';
import { TabHeader } from './TabHeader';
import { useAnchor } from './useAnchor';
import { Verification } from './Verification';

const useStyles = makeStyles(
  theme => ({
    tab: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', rowGap: 16 },
    diagnosis: {
      display: 'grid',
      gridTemplateColumns: 'minmax(0, 3fr) minmax(0, 2fr)',
      gap: 16,
      alignItems: 'start',
      [theme.breakpoints.down('sm')]: {
        gridTemplateColumns: 'minmax(0, 1fr)',
      },
    },
  }),
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
          <Sections status={status} />
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

const Sections = memo(function Sections(props: { status: StatusDocument }) {
  const { status } = props;
  const classes = useStyles();
  return (
    <>
      <SectionNav status={status} />
      <Panel section="overview">
        <Chain status={status} />
      </Panel>
      <div className={classes.diagnosis}>
        <Diagnosis findings={status.findings} />
        <Sources sources={status.sources} />
      </div>
      <ControlPlane status={status} />
      <Database database={status.database} source={status.sources.database} />
      <Agents status={status} />
      <Ingress status={status} />
      <Verification checks={status.checks} />
    </>
  );
});

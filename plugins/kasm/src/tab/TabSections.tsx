import type { StatusDocument } from '@kasm-portal/backstage-plugin-kasm-common';
import { makeStyles } from '@material-ui/core/styles';
import { memo, useMemo } from 'react';
import { asSeen } from '../sight/asSeen';
import { Agents } from './Agents';
import { ChainPicture } from './ChainPicture';
import { ControlPlane } from './ControlPlane';
import { Database } from './Database';
import { Diagnosis } from './Diagnosis';
import { Ingress } from './Ingress';
import { Panel } from './Panel';
import { SectionNav } from './SectionNav';
import { Sources } from './Sources';
import { Verification } from './Verification';

const useStyles = makeStyles(
  theme => ({
    diagnosis: {
      display: 'grid',
      gridTemplateColumns: 'minmax(0, 3fr) minmax(0, 2fr)',
      gap: 16,
      alignItems: 'start',
      [theme.breakpoints.down('md')]: {
        gridTemplateColumns: 'minmax(0, 1fr)',
      },
    },
  }),
  { name: 'KasmTabSections' },
);

function Sections(props: { status: StatusDocument }) {
  const status = useMemo(() => asSeen(props.status), [props.status]);
  const classes = useStyles();
  return (
    <>
      <SectionNav status={status} />
      <Panel section="overview">
        <ChainPicture status={status} />
      </Panel>
      <div className={classes.diagnosis}>
        <Diagnosis findings={status.findings} />
        <Sources sources={status.sources} />
      </div>
      <ControlPlane status={status} />
      <Database database={status.database} source={status.sources.database} />
      <Agents status={status} />
      <Ingress status={status} />
      <Verification status={status} />
    </>
  );
}

/**
 * Drawn again only when the document changes, not at every look.
 *
 * @internal
 */
export const TabSections = memo(Sections);

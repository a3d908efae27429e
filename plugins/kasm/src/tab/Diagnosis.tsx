import type { Finding } from '@kasm-portal/backstage-plugin-kasm-common';
import { makeStyles } from '@material-ui/core/styles';
import { FindingItem } from '../findings/FindingItem';
import { groupFindings } from '../findings/groupFindings';
import { Panel } from './Panel';

const useStyles = makeStyles(
  { list: { display: 'grid', rowGap: 24 } },
  { name: 'KasmDiagnosis' },
);

/** @internal */
export function Diagnosis(props: { findings: Finding[] }) {
  const classes = useStyles();
  const groups = groupFindings(props.findings);
  return (
    <Panel section="diagnosis" title="What is wrong">
      {groups.length === 0 ? (
        <p>Nothing was found wrong in what we see.</p>
      ) : (
        <ul className={classes.list}>
          {groups.map(group => (
            <li key={group.key}>
              <FindingItem finding={group.finding} explains={group.explains} />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

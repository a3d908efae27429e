import type { StatusDocument } from '@kasm-portal/backstage-plugin-kasm-common';
import { Link } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import { groupFindings } from '../findings/groupFindings';
import { SECTIONS, type SectionId } from './sections';

const useStyles = makeStyles(
  theme => ({
    list: {
      display: 'flex',
      flexWrap: 'wrap',
      columnGap: 20,
      rowGap: 4,
    },
    count: {
      marginLeft: 4,
      color: theme.palette.text.secondary,
      fontVariantNumeric: 'tabular-nums',
    },
  }),
  { name: 'KasmSectionNav' },
);

/**
 * The tab's own table of contents, with what to expect there.
 *
 * @internal
 */
export function SectionNav(props: { status: StatusDocument }) {
  const classes = useStyles();
  const counts = countsOf(props.status);
  return (
    <nav aria-label="Sections">
      <ul className={classes.list}>
        {(Object.keys(SECTIONS) as SectionId[]).map(section => (
          <li key={section}>
            <Link to={`#${section}`}>
              {SECTIONS[section]}
              {counts[section] && (
                <span className={classes.count}> {counts[section]}</span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function countsOf(status: StatusDocument): Partial<Record<SectionId, string>> {
  const applicable = status.checks.filter(check => check.result !== 'skipped');
  const passed = applicable.filter(check => check.result === 'pass').length;
  const findings = groupFindings(status.findings).length;
  return {
    diagnosis: findings > 0 ? String(findings) : undefined,
    verification: `${passed}/${applicable.length}`,
  };
}

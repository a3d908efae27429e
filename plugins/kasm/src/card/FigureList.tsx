import type { StatusDocument } from '@kasm-portal/backstage-plugin-kasm-common';
import { Link } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import Warning from '@material-ui/icons/Warning';
import { useMemo } from 'react';
import { useToneClasses } from '../marks/tone';
import { useTicking } from '../time/useTicking';
import { figures, type Figure } from './figures';

const useStyles = makeStyles(
  theme => ({
    grid: {
      display: 'grid',
      gridTemplateColumns: 'repeat(2, minmax(0, 1fr))',
      columnGap: 16,
      rowGap: 8,
    },
    figure: { display: 'block', color: 'inherit' },
    label: {
      display: 'block',
      fontSize: 12,
      color: theme.palette.text.secondary,
    },
    value: {
      display: 'block',
      fontWeight: 500,
      fontVariantNumeric: 'tabular-nums',
      overflowWrap: 'anywhere',
    },
    icon: { fontSize: 14, marginRight: 4, verticalAlign: '-2px' },
  }),
  { name: 'KasmFigures' },
);

/**
 * The figures of the card, each leading to where it is explained.
 *
 * @internal
 */
export function FigureList(props: {
  status: StatusDocument;
  tabPath?: string;
}) {
  const classes = useStyles();
  const all = useMemo(() => figures(props.status), [props.status]);
  return (
    <ul className={classes.grid} aria-label="Figures">
      {all.map(figure => (
        <li key={figure.label}>
          <FigureTile figure={figure} tabPath={props.tabPath} />
        </li>
      ))}
    </ul>
  );
}

function FigureTile(props: { figure: Figure; tabPath?: string }) {
  const { figure, tabPath } = props;
  const classes = useStyles();
  const tones = useToneClasses();
  const text = useTicking(figure.text);
  const off = useTicking(now => figure.off?.(now) ?? false);
  const content = (
    <>
      <span className={classes.label}>{figure.label}</span>
      <span className={classes.value}>
        {off && (
          <Warning className={`${classes.icon} ${tones.warn}`} aria-hidden />
        )}
        {text}
      </span>
    </>
  );
  return tabPath === undefined ? (
    <span className={classes.figure}>{content}</span>
  ) : (
    <Link
      to={`${tabPath}#${figure.section}`}
      className={classes.figure}
      aria-label={`${figure.label}: ${text}${off ? ', needs attention' : ''}`}
    >
      {content}
    </Link>
  );
}

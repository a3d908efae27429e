import { makeStyles } from '@material-ui/core/styles';
import { Fragment, type ReactNode } from 'react';

const useStyles = makeStyles(
  theme => ({
    facts: {
      display: 'grid',
      gridTemplateColumns: 'minmax(120px, max-content) minmax(0, 1fr)',
      columnGap: 16,
      rowGap: 6,
      '&&': { margin: '0 0 12px' },
      '&&:last-child': { marginBottom: 0 },
      [theme.breakpoints.down('xs')]: {
        gridTemplateColumns: 'minmax(0, 1fr)',
        rowGap: 2,
        '& dd + dt': { marginTop: 6 },
      },
    },
    name: { color: theme.palette.text.secondary },
    value: { overflowWrap: 'anywhere' },
  }),
  { name: 'KasmFacts' },
);

/**
 * Named facts, one a line. Those without a value are said to be unknown, not left out, so that
 * lines keep their places.
 *
 * @internal
 */
export function Facts(props: {
  facts: Array<[name: string, value: ReactNode]>;
}) {
  const classes = useStyles();
  return (
    <dl className={classes.facts}>
      {props.facts.map(([name, value]) => (
        <Fragment key={name}>
          <dt className={classes.name}>{name}</dt>
          <dd className={classes.value}>{value ?? 'unknown'}</dd>
        </Fragment>
      ))}
    </dl>
  );
}

import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles(
  theme => ({
    skeleton: { display: 'grid', rowGap: 12, alignContent: 'start' },
    bar: { borderRadius: 4, backgroundColor: theme.palette.action.hover },
  }),
  { name: 'KasmSkeleton' },
);

/**
 * Stands for what is still loading, at the height that it will have.
 *
 * @internal
 */
export function Skeleton(props: { height: number; bars: number[] }) {
  const classes = useStyles();
  return (
    <div
      className={classes.skeleton}
      style={{ minHeight: props.height }}
      role="progressbar"
      aria-label="Loading the Kasm status"
    >
      {props.bars.map((height, index) => (
        <div key={index} className={classes.bar} style={{ height }} />
      ))}
    </div>
  );
}

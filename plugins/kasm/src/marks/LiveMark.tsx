import { makeStyles } from '@material-ui/core/styles';
import type { DeploymentView } from '../live/DeploymentView';
import { liveness } from '../live/liveness';
import { agoText } from '../time/ageText';
import { useTicking } from '../time/useTicking';
import { toneColor } from './tone';

const useStyles = makeStyles(
  theme => ({
    mark: {
      display: 'inline-flex',
      alignItems: 'center',
      gap: 6,
      whiteSpace: 'nowrap',
      fontSize: 12,
      color: theme.palette.text.secondary,
      fontVariantNumeric: 'tabular-nums',
    },
    dot: {
      width: 8,
      height: 8,
      borderRadius: '50%',
      boxSizing: 'border-box',
      border: `2px solid ${theme.palette.text.secondary}`,
    },
    live: {
      borderColor: toneColor(theme, 'good'),
      backgroundColor: toneColor(theme, 'good'),
    },
  }),
  { name: 'KasmLiveMark' },
);

/**
 * Whether what is shown is how things are: `live`, `reconnecting`, or how long ago it was seen.
 *
 * @internal
 */
export function LiveMark(props: { view: DeploymentView }) {
  const { view } = props;
  const classes = useStyles();
  const text = useTicking(now => {
    const state = liveness(view, now);
    return state === 'past' ? `seen ${agoText(view.seenAt!, now)}` : state;
  });
  return (
    <span className={classes.mark}>
      <span
        className={`${classes.dot} ${text === 'live' ? classes.live : ''}`}
        aria-hidden
      />
      {text}
    </span>
  );
}

import { makeStyles } from '@material-ui/core/styles';
import type { Look } from './looks';
import { useToneClasses } from './tone';

const useStyles = makeStyles(
  {
    mark: {
      display: 'inline-flex',
      alignItems: 'center',
      verticalAlign: 'top',
      gap: 6,
      minHeight: '1.45em',
      whiteSpace: 'nowrap',
    },
    icon: { fontSize: '1.25em', flexShrink: 0 },
    hidden: {
      position: 'absolute',
      width: 1,
      height: 1,
      overflow: 'hidden',
      clip: 'rect(0 0 0 0)',
      whiteSpace: 'nowrap',
    },
  },
  { name: 'KasmMark' },
);

/**
 * A state as icon, colour and word. Where room is short the word is for screen readers and the
 * mouse only, and what stands beside must say the same.
 *
 * @internal
 */
export function Mark(props: { look: Look; iconOnly?: boolean }) {
  const { word, tone, Icon } = props.look;
  const classes = useStyles();
  const tones = useToneClasses();
  return (
    <span className={classes.mark} title={props.iconOnly ? word : undefined}>
      <Icon className={`${classes.icon} ${tones[tone]}`} aria-hidden />
      <span className={props.iconOnly ? classes.hidden : undefined}>
        {word}
      </span>
    </span>
  );
}

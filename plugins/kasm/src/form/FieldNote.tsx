import { makeStyles } from '@material-ui/core/styles';
import type { ReactNode } from 'react';
import type { Look } from '../marks/looks';
import { useToneClasses } from '../marks/tone';

const useStyles = makeStyles(
  {
    note: {
      display: 'flex',
      gap: 8,
      alignItems: 'flex-start',
      marginBottom: 4,
      overflowWrap: 'anywhere',
    },
    icon: { fontSize: 20, flexShrink: 0 },
    hidden: {
      position: 'absolute',
      width: 1,
      height: 1,
      overflow: 'hidden',
      clip: 'rect(0 0 0 0)',
    },
    text: { minWidth: 0 },
  },
  { name: 'KasmFieldNote' },
);

/**
 * A sentence under a field, with the icon and colour of its state; the state's word is read aloud.
 *
 * @internal
 */
export function FieldNote(props: { look: Look; children: ReactNode }) {
  const { word, tone, Icon } = props.look;
  const classes = useStyles();
  const tones = useToneClasses();
  return (
    <div className={classes.note}>
      <Icon className={`${classes.icon} ${tones[tone]}`} aria-hidden />
      <span className={classes.hidden}>{word}:</span>
      <span className={classes.text}>{props.children}</span>
    </div>
  );
}

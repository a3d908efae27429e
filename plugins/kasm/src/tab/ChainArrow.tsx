import { useChainClasses } from './chainClasses';

/**
 * One step of the way. Blocked is said by dashes, colour and word; an elbow leads down from the
 * proxy to the row below.
 *
 * @internal
 */
export function ChainArrow(props: { blocked: boolean; elbow?: boolean }) {
  const classes = useChainClasses();
  const names = [
    classes.arrow,
    props.blocked && classes.blocked,
    props.elbow && classes.elbow,
  ];
  return (
    <div className={names.filter(Boolean).join(' ')}>
      <span className={classes.line} aria-hidden />
      {props.blocked && <span className={classes.word}>blocked</span>}
    </div>
  );
}

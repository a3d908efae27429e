import { useChainClasses } from './chainClasses';

/**
 * One step of the way. Blocked is said by dashes, colour and word; `from` is
 * said only where the page is too narrow for a branch.
 *
 * @internal
 */
export function ChainArrow(props: { blocked: boolean; from?: string }) {
  const classes = useChainClasses();
  const names = [classes.arrow, props.blocked && classes.blocked];
  return (
    <div className={names.filter(Boolean).join(' ')}>
      <span className={classes.line} aria-hidden />
      {props.from && <span className={classes.from}>from {props.from}</span>}
      {props.blocked && <span className={classes.word}>blocked</span>}
    </div>
  );
}

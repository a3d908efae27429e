import { makeStyles } from '@material-ui/core/styles';
import type { DeploymentView } from '../live/DeploymentView';
import { Age } from '../time/Age';

const useStyles = makeStyles(
  theme => ({
    notice: {
      borderLeft: `3px solid ${theme.palette.warning.main}`,
      '&&': { paddingLeft: 8 },
      overflowWrap: 'anywhere',
    },
  }),
  { name: 'KasmLostNotice' },
);

/**
 * Says that what is shown is no longer being confirmed. One lost answer is not worth a word: the
 * live mark tells it already.
 *
 * @internal
 */
export function LostNotice(props: { view: DeploymentView }) {
  const { view } = props;
  const classes = useStyles();
  if (view.failures < 2 || !view.status) return null;
  return (
    <p className={classes.notice} role="alert">
      The portal's backend gives no answer ({view.failure}). Shown is what was
      seen <Age since={view.seenAt} ago />.
    </p>
  );
}

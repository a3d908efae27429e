import IconButton from '@material-ui/core/IconButton';
import { makeStyles } from '@material-ui/core/styles';
import Check from '@material-ui/icons/Check';
import FileCopyOutlined from '@material-ui/icons/FileCopyOutlined';
import { useCopy } from './useCopy';

const useStyles = makeStyles(
  theme => ({
    command: {
      display: 'flex',
      alignItems: 'flex-start',
      borderRadius: 4,
      backgroundColor: theme.palette.action.hover,
    },
    text: {
      flex: 1,
      minWidth: 0,
      margin: 0,
      padding: '5px 8px',
      fontFamily: 'ui-monospace, Menlo, Consolas, monospace',
      fontSize: 12.5,
      whiteSpace: 'pre-wrap',
      overflowWrap: 'anywhere',
    },
    said: { fontSize: 12, alignSelf: 'center', whiteSpace: 'nowrap' },
    button: { padding: 6 },
    icon: { fontSize: 16 },
  }),
  { name: 'KasmCommand' },
);

/**
 * A line to type into a shell, with a button that copies exactly what is seen.
 *
 * @internal
 */
export function CopyableCommand(props: { command: string }) {
  const { command } = props;
  const classes = useStyles();
  const { shown, said, copied, copy } = useCopy(command);

  return (
    <div className={classes.command}>
      <pre className={classes.text} ref={shown}>
        {command}
      </pre>
      <span className={classes.said} role="status">
        {said}
      </span>
      <IconButton
        className={classes.button}
        aria-label={`Copy: ${command}`}
        title="Copy"
        onClick={copy}
      >
        {copied ? (
          <Check className={classes.icon} />
        ) : (
          <FileCopyOutlined className={classes.icon} />
        )}
      </IconButton>
    </div>
  );
}

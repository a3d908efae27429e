import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import { useCopy } from '../../command/useCopy';

const useStyles = makeStyles(
  theme => ({
    file: {
      marginTop: 8,
      border: `1px solid ${theme.palette.divider}`,
      borderRadius: 4,
    },
    path: {
      padding: '8px 12px',
      cursor: 'pointer',
      overflowWrap: 'anywhere',
      fontFamily: 'ui-monospace, Menlo, Consolas, monospace',
      fontSize: 12.5,
      '&:focus-visible': {
        outline: `2px solid ${theme.palette.primary.main}`,
        outlineOffset: -2,
      },
    },
    bar: {
      display: 'flex',
      justifyContent: 'flex-end',
      alignItems: 'center',
      gap: 8,
      padding: '0 8px',
    },
    text: {
      padding: '4px 12px 12px',
      maxHeight: 420,
      overflow: 'auto',
    },
    pre: {
      margin: 0,
      fontFamily: 'ui-monospace, Menlo, Consolas, monospace',
      fontSize: 12.5,
      lineHeight: 1.5,
    },
  }),
  { name: 'KasmPreviewFiles' },
);

/**
 * Files to read and to copy, each folded.
 *
 * @internal
 */
export function PreviewFiles(props: {
  files: Array<{ path: string; text: string }>;
}) {
  return (
    <>
      {props.files.map(file => (
        <PreviewFile key={file.path} {...file} />
      ))}
    </>
  );
}

function PreviewFile({ path, text }: { path: string; text: string }) {
  const classes = useStyles();
  const { shown, said, copy } = useCopy(text);
  return (
    <details className={classes.file}>
      <summary className={classes.path}>{path}</summary>
      <div className={classes.bar}>
        <small role="status">{said}</small>
        <Button size="small" aria-label={`Copy ${path}`} onClick={copy}>
          Copy
        </Button>
      </div>
      {/* Scrolls by itself, so it can be reached with the keyboard. */}
      <div
        className={classes.text}
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        role="region"
        aria-label={path}
      >
        <pre className={classes.pre} ref={shown}>
          {text}
        </pre>
      </div>
    </details>
  );
}

import Button from '@material-ui/core/Button';

/**
 * Leads to Kasm itself, in a window of its own. The address comes from a document, so only an
 * `https` one becomes a link.
 *
 * @internal
 */
export function OpenKasm(props: { url: string }) {
  if (!/^https:\/\//i.test(props.url)) return null;
  return (
    <Button
      href={props.url}
      target="_blank"
      rel="noopener noreferrer"
      variant="outlined"
      color="primary"
      size="small"
    >
      Open Kasm
    </Button>
  );
}

import { Link } from '@backstage/core-components';
import { RUNBOOK_PATH, runbookPath } from './runbook';

/**
 * Leads to the runbook, at the section of what is wrong if that is known.
 *
 * @internal
 */
export function RunbookLink(props: {
  section?: string;
  /** What the section is about, for those who hear links out of their context. */
  about?: string;
  text?: string;
}) {
  const { section, about, text = 'Runbook' } = props;
  return (
    <Link
      to={section === undefined ? RUNBOOK_PATH : runbookPath(section)}
      aria-label={about ? `${text}: ${about}` : text}
      style={{ whiteSpace: 'nowrap' }}
    >
      {text} <span aria-hidden>›</span>
    </Link>
  );
}

import type { StatusDocument } from '@kasm-portal/backstage-plugin-kasm-common';
import { makeStyles } from '@material-ui/core/styles';
import { memo } from 'react';
import { useTabPath } from '../hooks/useTabPath';
import { HealthMark } from '../marks/HealthMark';
import { CardFindings } from './CardFindings';
import { FigureList } from './FigureList';

const useStyles = makeStyles(
  {
    answer: { display: 'grid', rowGap: 12 },
    // History has no colour, and keeps its contrast.
    past: { filter: 'grayscale(1)' },
    // Two lines, so that a longer or shorter sentence does not move what follows.
    sentence: { minHeight: '2.9em', overflowWrap: 'anywhere' },
  },
  { name: 'KasmCardAnswer' },
);

function Answer(props: { status: StatusDocument; past: boolean }) {
  const { status, past } = props;
  const classes = useStyles();
  const tabPath = useTabPath();
  return (
    <div className={`${classes.answer} ${past ? classes.past : ''}`}>
      <div>
        <HealthMark status={status} past={past} />
        <p className={classes.sentence} aria-live="polite">
          {status.summary}
        </p>
      </div>
      <FigureList status={status} tabPath={tabPath} />
      <CardFindings findings={status.findings} tabPath={tabPath} />
    </div>
  );
}

/**
 * Drawn again only when the document changes or becomes history, not at every look.
 *
 * @internal
 */
export const CardAnswer = memo(Answer);

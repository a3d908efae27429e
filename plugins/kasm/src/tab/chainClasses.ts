import { makeStyles } from '@material-ui/core/styles';
import { toneColor } from '../marks/tone';

const ARROW = 40;
const GAP = 16;

/**
 * A grid with one column per part on a wide page, and a column from top to bottom on a narrow one.
 *
 * @internal
 */
export const useChainClasses = makeStyles(
  theme => {
    const narrow = theme.breakpoints.down('md');
    const line = theme.palette.text.secondary;
    const bad = toneColor(theme, 'bad');
    return {
      picture: {
        display: 'grid',
        gridTemplateColumns: `max-content minmax(${ARROW}px, 1fr) max-content minmax(${ARROW}px, 1fr) max-content minmax(${ARROW}px, 1fr) max-content minmax(${ARROW}px, 1fr) minmax(160px, max-content)`,
        alignItems: 'center',
        rowGap: GAP,
        [narrow]: {
          gridTemplateColumns: 'minmax(0, 1fr)',
          maxWidth: 560,
          rowGap: 0,
        },
      },
      box: {
        display: 'flex',
        alignItems: 'center',
        columnGap: 6,
        padding: '6px 10px',
        border: `1px solid ${theme.palette.divider}`,
        borderRadius: 6,
        color: 'inherit',
        backgroundColor: theme.palette.background.paper,
      },
      title: { fontWeight: 500, overflowWrap: 'anywhere' },
      detail: {
        marginLeft: 'auto',
        paddingLeft: 6,
        fontSize: 12,
        color: theme.palette.text.secondary,
        fontVariantNumeric: 'tabular-nums',
      },
      group: {
        display: 'grid',
        rowGap: 4,
        padding: 8,
        border: `1px solid ${theme.palette.divider}`,
        borderRadius: 8,
      },
      groupTitle: { fontSize: 12, color: theme.palette.text.secondary },
      stack: {
        gridColumn: 7,
        display: 'grid',
        rowGap: 8,
        [narrow]: { gridColumn: 1 },
      },
      // The way down from the proxy to the row below: a stem under its box, then a bend.
      fork: {
        alignSelf: 'stretch',
        display: 'grid',
        gridTemplateRows: '1fr auto 1fr',
        '& > :first-child': { gridRow: 2 },
      },
      stem: {
        gridRow: 3,
        marginLeft: '50%',
        marginBottom: -GAP,
        borderLeft: `2px solid ${line}`,
        [narrow]: { display: 'none' },
      },
      bend: {
        gridColumn: 5,
        alignSelf: 'start',
        height: 'calc(50% + 1px)',
        marginLeft: '50%',
        marginRight: -4,
        borderLeft: `2px solid ${line}`,
        borderBottom: `2px solid ${line}`,
        borderBottomLeftRadius: 8,
        [narrow]: { display: 'none' },
      },
      bentBlocked: {
        borderColor: bad,
        borderLeftStyle: 'dashed',
        '&$bend': { borderBottomStyle: 'dashed' },
      },
      arrow: {
        position: 'relative',
        color: line,
        display: 'grid',
        justifyItems: 'center',
        alignItems: 'center',
        minHeight: 24,
        margin: '0 4px',
        [narrow]: { height: 28, justifyItems: 'start', marginLeft: 20 },
      },
      line: {
        position: 'relative',
        width: '100%',
        borderTop: `2px solid currentColor`,
        '&::after': {
          content: '""',
          position: 'absolute',
          right: -1,
          top: -6,
          borderLeft: `7px solid currentColor`,
          borderTop: '5px solid transparent',
          borderBottom: '5px solid transparent',
        },
        [narrow]: {
          width: 0,
          height: '100%',
          borderTop: 0,
          borderLeft: `2px solid currentColor`,
          '&::after': {
            right: -4,
            top: 'auto',
            bottom: -1,
            borderLeft: '5px solid transparent',
            borderRight: '5px solid transparent',
            borderTop: `7px solid currentColor`,
            borderBottom: 0,
          },
        },
      },
      blocked: {
        color: bad,
        '& $line': {
          // Sides of their own: a style for all four would draw the two that are not there.
          borderTopStyle: 'dashed',
          [narrow]: { borderTopStyle: 'none', borderLeftStyle: 'dashed' },
        },
      },
      from: {
        display: 'none',
        fontSize: 12,
        color: theme.palette.text.secondary,
        [narrow]: { display: 'block', position: 'absolute', left: 16 },
      },
      word: {
        position: 'absolute',
        bottom: 'calc(50% + 4px)',
        fontSize: 11,
        fontWeight: 600,
        color: bad,
        [narrow]: { left: 16, bottom: 'auto' },
      },
    };
  },
  { name: 'KasmChain' },
);

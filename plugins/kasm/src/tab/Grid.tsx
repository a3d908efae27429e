import { makeStyles } from '@material-ui/core/styles';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import type { ReactNode } from 'react';

/** @internal */
export interface Column<T> {
  title: string;
  cell: (row: T) => ReactNode;
  /** Right-aligned, with digits of one width. */
  numeric?: boolean;
  /** A name that is typed into a shell. */
  mono?: boolean;
}

const useStyles = makeStyles(
  {
    // On a phone the table scrolls, not the page.
    scroll: { overflowX: 'auto' },
    cell: {
      // The portal's theme breaks words in cells, down to one letter a line on a phone.
      '&&': { lineHeight: 1.45, wordBreak: 'normal' },
      minWidth: 96,
      verticalAlign: 'top',
      padding: '6px 16px 6px 0',
      '&:last-child': { paddingRight: 0 },
    },
    numeric: {
      minWidth: 0,
      textAlign: 'right',
      fontVariantNumeric: 'tabular-nums',
    },
    mono: {
      '&&': {
        fontFamily: 'ui-monospace, Menlo, Consolas, monospace',
        fontSize: 12.5,
      },
    },
    nowrap: { whiteSpace: 'nowrap' },
  },
  { name: 'KasmGrid' },
);

/**
 * A small table.
 *
 * @internal
 */
export function Grid<T>(props: {
  label: string;
  rows: T[];
  rowKey: (row: T) => string;
  columns: Column<T>[];
}) {
  const { label, rows, rowKey, columns } = props;
  const classes = useStyles();
  const names = (column: Column<T>, body: boolean) =>
    [
      classes.cell,
      column.numeric && `${classes.numeric} ${classes.nowrap}`,
      body && column.mono && `${classes.mono} ${classes.nowrap}`,
    ]
      .filter(Boolean)
      .join(' ');
  return (
    <div className={classes.scroll}>
      <Table size="small" aria-label={label}>
        <TableHead>
          <TableRow>
            {columns.map(column => (
              <TableCell key={column.title} className={names(column, false)}>
                {column.title}
              </TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {rows.map(row => (
            <TableRow key={rowKey(row)}>
              {columns.map(column => (
                <TableCell key={column.title} className={names(column, true)}>
                  {column.cell(row)}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}

import { makeStyles } from '@material-ui/core/styles';
import type { ReactNode } from 'react';

const inherited = [
  'MuiTypography-root',
  'MuiButton-root',
  'MuiTableCell-root',
].map(name => `& .${name}`);

const useStyles = makeStyles(
  theme => ({
    surface: {
      // The catalog's own cards use this font; without it, whatever the page has.
      fontFamily: 'var(--bui-font-regular, inherit)',
      fontSize: 14,
      lineHeight: 1.45,
      color: theme.palette.text.primary,
      [inherited.join(', ')]: { fontFamily: 'inherit', fontSize: 'inherit' },
      '& .MuiButton-root': { textTransform: 'none', fontSize: 14 },
      '& p, & ul, & ol, & dl, & dd': { margin: 0, padding: 0 },
      '& ul, & ol': { listStyle: 'none' },
      '& small': { fontSize: 12, color: theme.palette.text.secondary },
    },
  }),
  { name: 'KasmSurface' },
);

/**
 * Makes Material UI v4 look at home between the catalog's cards.
 *
 * @internal
 */
export function KasmSurface(props: { children: ReactNode }) {
  return <div className={useStyles().surface}>{props.children}</div>;
}

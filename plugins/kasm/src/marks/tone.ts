import { makeStyles, type Theme } from '@material-ui/core/styles';

/**
 * What a state feels like. A tone is never shown without its word.
 *
 * @internal
 */
export type Tone = 'good' | 'busy' | 'warn' | 'bad' | 'off';

/** @internal */
export function toneColor(theme: Theme, tone: Tone): string {
  const shade = theme.palette.type === 'dark' ? 'light' : 'dark';
  switch (tone) {
    case 'good':
      return theme.palette.success[shade];
    case 'busy':
      return theme.palette.info[shade];
    case 'warn':
      return theme.palette.warning[shade];
    case 'bad':
      return theme.palette.error[shade];
    default:
      return theme.palette.text.secondary;
  }
}

/**
 * One class per tone, for icons.
 *
 * @internal
 */
export const useToneClasses = makeStyles(
  theme => ({
    good: { color: toneColor(theme, 'good') },
    busy: { color: toneColor(theme, 'busy') },
    warn: { color: toneColor(theme, 'warn') },
    bad: { color: toneColor(theme, 'bad') },
    off: { color: toneColor(theme, 'off') },
  }),
  { name: 'KasmTone' },
);

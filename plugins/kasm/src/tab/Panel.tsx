import { EntityInfoCard } from '@backstage/plugin-catalog-react';
import { makeStyles } from '@material-ui/core/styles';
import type { ReactNode } from 'react';
import { KasmSurface } from '../surface/KasmSurface';
import { SECTIONS, type SectionId } from './sections';

const useStyles = makeStyles(
  { panel: { minWidth: 0, scrollMarginTop: 16, outlineOffset: 2 } },
  { name: 'KasmPanel' },
);

/**
 * One section of the tab, where links with its anchor arrive.
 *
 * @internal
 */
export function Panel(props: {
  section: SectionId;
  title?: string;
  children: ReactNode;
}) {
  const { section, title = SECTIONS[section], children } = props;
  const classes = useStyles();
  return (
    <section
      id={section}
      aria-label={title}
      tabIndex={-1}
      className={classes.panel}
    >
      <EntityInfoCard title={title}>
        <KasmSurface>{children}</KasmSurface>
      </EntityInfoCard>
    </section>
  );
}

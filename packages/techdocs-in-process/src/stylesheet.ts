/**
 * The little that the TechDocs reader does not bring itself. The reader waits for a stylesheet of
 * exactly this kind of name before it shows a page.
 */
export const stylesheetPath = 'assets/stylesheets/main.0c0ffee0.min.css';

export const stylesheet = `
.md-typeset table { border-collapse: collapse; display: block; overflow-x: auto; }
.md-typeset th, .md-typeset td { padding: 0.4em 0.8em; text-align: left; vertical-align: top; border-bottom: 1px solid rgba(128,128,128,.3); }
.md-typeset pre { padding: 0.8em 1em; overflow-x: auto; border-radius: 4px; background: rgba(128,128,128,.12); }
.md-typeset code { font-family: monospace; }
.md-typeset .headerlink { margin-left: 0.4em; opacity: 0; text-decoration: none; }
.md-typeset :hover > .headerlink, .md-typeset .headerlink:focus { opacity: 0.6; }
.md-typeset a { color: var(--md-typeset-a-color, inherit); }
.md-nav__link { color: inherit; text-decoration: none; }
.md-nav__link:hover { text-decoration: underline; }
.md-nav__list { list-style: none; margin: 0; padding: 0; }
.md-nav__item { padding: 0.15em 0; }
.md-nav__link--active { font-weight: bold; }
`.trim();

import MarkdownIt from 'markdown-it';
import type { Heading } from './renderMarkdown';

const escape = new MarkdownIt().utils.escapeHtml;

export interface NavEntry {
  title: string;
  /** Relative to the site's root: `''` or `troubleshooting/`. */
  path: string;
}

function navigation(nav: NavEntry[], current: NavEntry, root: string): string {
  const items = nav
    .map(entry => {
      const active = entry.path === current.path;
      return `<li class="md-nav__item${
        active ? ' md-nav__item--active' : ''
      }"><a class="md-nav__link${
        active ? ' md-nav__link--active' : ''
      }" href="${escape(root + entry.path) || './'}">${escape(
        entry.title,
      )}</a></li>`;
    })
    .join('');
  return `<nav class="md-nav md-nav--primary" aria-label="Navigation"><ul class="md-nav__list">${items}</ul></nav>`;
}

function contents(headings: Heading[]): string {
  const items = headings
    .filter(heading => heading.level === 2)
    .map(
      ({ slug, title }) =>
        `<li class="md-nav__item"><a class="md-nav__link" href="#${slug}">${escape(
          title,
        )}</a></li>`,
    )
    .join('');
  return `<nav class="md-nav md-nav--secondary" aria-label="Table of contents"><ul class="md-nav__list">${items}</ul></nav>`;
}

/**
 * A page with the element classes of mkdocs-material, which the TechDocs reader styles and moves about.
 */
export function pageHtml(options: {
  siteName: string;
  stylesheet: string;
  nav: NavEntry[];
  current: NavEntry;
  html: string;
  headings: Heading[];
}): string {
  const { siteName, stylesheet, nav, current, html, headings } = options;
  const root = current.path === '' ? '' : '../';
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${escape(current.title)} - ${escape(siteName)}</title>
<link rel="stylesheet" href="${root}${stylesheet}">
</head>
<body>
<div class="md-container" data-md-component="container">
<main class="md-main" data-md-component="main">
<div class="md-main__inner md-grid">
<div class="md-sidebar md-sidebar--primary" data-md-component="sidebar" data-md-type="navigation"><div class="md-sidebar__scrollwrap"><div class="md-sidebar__inner">${navigation(
    nav,
    current,
    root,
  )}</div></div></div>
<div class="md-sidebar md-sidebar--secondary" data-md-component="sidebar" data-md-type="toc"><div class="md-sidebar__scrollwrap"><div class="md-sidebar__inner">${contents(
    headings,
  )}</div></div></div>
<div class="md-content" data-md-component="content"><article class="md-content__inner md-typeset">
${html}
</article></div>
</div>
</main>
</div>
</body>
</html>
`;
}

import MarkdownIt from 'markdown-it';
import anchor from 'markdown-it-anchor';
import { createSlugs } from './slugify';

export interface Heading {
  level: number;
  title: string;
  slug: string;
}

export interface RenderedPage {
  html: string;
  title: string;
  headings: Heading[];
  /** Plain text below each heading, for the search index. */
  sections: Array<{ slug: string; title: string; text: string }>;
}

/** `troubleshooting.md#x` → `../troubleshooting/#x`, as mkdocs writes links between pages. */
export function siteHref(href: string, pageIsIndex: boolean): string {
  const [path, fragment] = href.split('#');
  if (!/^[^:/][^:]*\.md$/.test(path)) {
    return href;
  }
  const name = path.replace(/(^|\/)index\.md$/, '$1').replace(/\.md$/, '/');
  const up = pageIsIndex ? '' : '../';
  return `${up}${name || './'}${fragment ? `#${fragment}` : ''}`;
}

/** One Markdown page as HTML. Raw HTML in the source is shown as text, never run. */
export function renderMarkdown(
  source: string,
  options: { isIndex: boolean },
): RenderedPage {
  const headings: Heading[] = [];
  const slug = createSlugs();
  const markdown = new MarkdownIt({ html: false, linkify: false }).use(anchor, {
    slugify: slug,
    // Uniqueness is the slug function's business.
    uniqueSlugStartIndex: 1,
    permalink: anchor.permalink.linkInsideHeader({
      symbol: '¶',
      class: 'headerlink',
      placement: 'after',
    }),
    callback: (token, { title, slug: id }) =>
      headings.push({ level: Number(token.tag.slice(1)), title, slug: id }),
  });
  const tokens = markdown.parse(source, {});
  const sections: RenderedPage['sections'] = [];
  let heading = -1;
  for (const token of tokens) {
    if (token.type === 'heading_open') {
      heading += 1;
      const { slug: id, title } = headings[heading];
      sections.push({ slug: id, title, text: '' });
    }
    for (const child of token.children ?? []) {
      if (child.type === 'link_open') {
        child.attrSet(
          'href',
          siteHref(child.attrGet('href') ?? '', options.isIndex),
        );
      }
    }
    const section = sections[sections.length - 1];
    if (section && (token.type === 'inline' || token.type === 'fence')) {
      section.text = `${section.text} ${token.content}`.trim();
    }
  }
  return {
    html: markdown.renderer.render(tokens, markdown.options, {}),
    title: headings.find(h => h.level === 1)?.title ?? 'Documentation',
    headings,
    sections,
  };
}

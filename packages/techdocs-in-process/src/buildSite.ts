import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { NavEntry, pageHtml } from './pageHtml';
import { RenderedPage, renderMarkdown } from './renderMarkdown';
import { stylesheet, stylesheetPath } from './stylesheet';

// mkdocs.yml may hold `!!python/name:` tags for plugins; they mean nothing here.
const yamlOptions = { logLevel: 'silent' } as const;

interface SourcePage {
  /** Below the docs folder, for example `troubleshooting.md`. */
  file: string;
  title?: string;
}

/** Pages in the order of `nav`, or by name when there is none. Nested navigation is flattened. */
function pagesOfNav(nav: unknown): SourcePage[] {
  if (!Array.isArray(nav)) {
    return [];
  }
  return nav.flatMap((entry): SourcePage[] => {
    if (typeof entry === 'string') {
      return [{ file: entry }];
    }
    return Object.entries(entry ?? {}).flatMap(([title, value]) =>
      typeof value === 'string'
        ? [{ file: value, title }]
        : pagesOfNav(value as unknown),
    );
  });
}

function sitePath(file: string): string {
  return file.replace(/(^|\/)index\.md$/, '$1').replace(/\.md$/, '/');
}

async function write(path: string, content: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
}

/**
 * Builds a documentation site from `mkdocs.yml` and Markdown, in the shape of mkdocs' own.
 *
 * @param input - folder with `mkdocs.yml`
 * @param output - folder to write to
 * @throws when `mkdocs.yml` or a page it names is missing
 */
export async function buildSite(input: string, output: string): Promise<void> {
  const configuration = parse(
    await readFile(join(input, 'mkdocs.yml'), 'utf8'),
    yamlOptions,
  );
  const docs = join(input, configuration.docs_dir ?? 'docs');
  const named = pagesOfNav(configuration.nav);
  const sources = named.length
    ? named
    : (await readdir(docs))
        .filter(file => file.endsWith('.md'))
        .sort()
        .map((file): SourcePage => ({ file }));
  const pages: Array<{ entry: NavEntry; page: RenderedPage }> = [];
  for (const { file, title } of sources) {
    const path = sitePath(file);
    const page = renderMarkdown(await readFile(join(docs, file), 'utf8'), {
      isIndex: path === '',
    });
    pages.push({ entry: { path, title: title ?? page.title }, page });
  }
  const nav = pages.map(({ entry }) => entry);
  for (const { entry, page } of pages) {
    await write(
      join(output, entry.path, 'index.html'),
      pageHtml({
        siteName: configuration.site_name ?? 'Documentation',
        stylesheet: stylesheetPath,
        nav,
        current: entry,
        html: page.html,
        headings: page.headings,
      }),
    );
  }
  await write(join(output, stylesheetPath), stylesheet);
  await write(
    join(output, 'search', 'search_index.json'),
    JSON.stringify({
      config: { lang: ['en'] },
      docs: pages.flatMap(({ entry, page }) =>
        page.sections.map(({ slug, title, text }) => ({
          location: `${entry.path}#${slug}`,
          title,
          text,
        })),
      ),
    }),
  );
}

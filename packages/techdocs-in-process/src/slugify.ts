/**
 * Python-Markdown's default slug, so that links into the runbook are the same wherever it is built.
 * Source: `markdown.extensions.toc.slugify`.
 */
export function slugify(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[^\x00-\x7f]/g, '') // eslint-disable-line no-control-regex
    .replace(/[^\w\s-]/g, '')
    .trim()
    .toLowerCase()
    .replace(/[-\s]+/g, '-');
}

/** Slugs of one page: a repeated one gets `_1`, `_2`, … as in Python-Markdown. */
export function createSlugs(): (text: string) => string {
  const used = new Set<string>();
  return text => {
    const base = slugify(text);
    let slug = base;
    for (let i = 1; used.has(slug); i++) {
      slug = `${base}_${i}`;
    }
    used.add(slug);
    return slug;
  };
}

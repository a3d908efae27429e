import { createSlugs, slugify } from './slugify';

describe('slugify', () => {
  it.each([
    ['Database down', 'database-down'],
    ['Agent VM down', 'agent-vm-down'],
    ['Step 1: Namespace and Database', 'step-1-namespace-and-database'],
    ['Helm Values (`kasm-values.yaml`)', 'helm-values-kasm-valuesyaml'],
    ['  Größe & Farbe ', 'groe-farbe'],
  ])('writes %s as Python-Markdown does', (text, slug) => {
    expect(slugify(text)).toBe(slug);
  });

  it('numbers what is repeated', () => {
    const slug = createSlugs();
    expect([slug('A'), slug('A'), slug('A')]).toEqual(['a', 'a_1', 'a_2']);
  });
});

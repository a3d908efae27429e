import { readFile } from 'node:fs/promises';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { FINDING_IDS } from '@kasm-portal/backstage-plugin-kasm-backend';
import { renderMarkdown } from '@internal/techdocs-in-process';

describe('runbook', () => {
  it('has one section per finding, at the anchor that the finding links to', async () => {
    const source = await readFile(
      resolvePackagePath(
        'backend',
        '../../docs/runbook/docs/troubleshooting.md',
      ),
      'utf8',
    );
    const { headings } = renderMarkdown(source, { isIndex: false });
    const anchors = headings.map(heading => heading.slug);
    expect(FINDING_IDS.filter(id => !anchors.includes(id))).toEqual([]);
    expect(new Set(anchors).size).toBe(anchors.length);
  });
});

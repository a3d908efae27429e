import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InProcessMkdocs } from './InProcessMkdocs';

describe('InProcessMkdocs', () => {
  let folder: string;
  const output = (path: string) => readFile(join(folder, 'site', path), 'utf8');

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'techdocs-'));
    await mkdir(join(folder, 'source', 'docs'), { recursive: true });
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function build(files: Record<string, string>): Promise<void> {
    for (const [name, text] of Object.entries(files)) {
      await writeFile(join(folder, 'source', name), text);
    }
    await new InProcessMkdocs().runContainer({
      mountDirs: {
        [join(folder, 'source')]: '/input',
        [join(folder, 'site')]: '/output',
      },
    });
  }

  it('builds the pages of the navigation, in its order, with anchors', async () => {
    await build({
      'mkdocs.yml':
        'site_name: Runbook\nnav:\n  - Start: index.md\n  - Trouble: troubleshooting.md\n',
      'docs/index.md': '# Start\n\nSee [x](troubleshooting.md#database-down).',
      'docs/troubleshooting.md': '# Trouble\n\n## Database down\n\nText.',
    });
    const index = await output('index.html');
    expect(index).toContain('href="troubleshooting/#database-down"');
    expect(index.indexOf('>Start</a>')).toBeLessThan(
      index.indexOf('>Trouble</a>'),
    );
    const page = await output('troubleshooting/index.html');
    expect(page).toContain('<h2 id="database-down"');
    expect(page).toMatch(
      /href="\.\.\/assets\/stylesheets\/main\.\w{8}\.min\.css"/,
    );
  });

  it('shows raw HTML as text', async () => {
    await build({
      'mkdocs.yml': 'site_name: Runbook\n',
      'docs/index.md': '# A\n\n<script>alert(1)</script>',
    });
    expect(await output('index.html')).not.toContain('<script>');
  });

  it('makes every section findable', async () => {
    await build({
      'mkdocs.yml': 'site_name: Runbook\n',
      'docs/index.md': '# A\n\n## Agent VM down\n\nStart it with `virtctl`.',
    });
    const { docs } = JSON.parse(await output('search/search_index.json'));
    expect(docs).toContainEqual({
      location: '#agent-vm-down',
      title: 'Agent VM down',
      text: 'Agent VM down Start it with `virtctl`.',
    });
  });

  it('says which page is missing', async () => {
    await expect(
      build({ 'mkdocs.yml': 'site_name: R\nnav: [gone.md]\n' }),
    ).rejects.toThrow('gone.md');
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

// The test reads the repository as it is checked out.
// eslint-disable-next-line no-restricted-syntax
const REPOSITORY = resolve(__dirname, '../../..');
const PLUGINS = join(REPOSITORY, 'plugins');
const SANDBOX = join(REPOSITORY, 'packages/sandbox/src');

/** Folders and files that are not shipped with a plugin. */
const FOR_TESTS =
  /(^|\/)(__testUtils__|__fixtures__|__mocks__|testing|setupTests)(\/|\.|$)|\.test\.tsx?$/;
/** What follows `from`, `import`, `import(` or `require(`. */
const IMPORTS =
  /(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire(?:\.resolve)?\s*\(\s*)(['"`])([^'"`\n]+)\1/g;

function sources(directory: string): string[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter(file => /\.tsx?$/.test(file) && !/(^|\/)node_modules\//.test(file))
    .map(file => join(directory, file));
}

/** `<file> imports <module>` for everything that files import and a rule forbids. */
function forbidden(
  files: string[],
  isForbidden: (imported: string, file: string) => boolean,
): string[] {
  return files.flatMap(file =>
    [...readFileSync(file, 'utf8').matchAll(IMPORTS)]
      .map(match => match[2])
      .filter(imported => isForbidden(imported, file))
      .map(imported => `${relative(REPOSITORY, file)} imports ${imported}`),
  );
}

/** Where a relative import leads; undefined for a package. */
const target = (imported: string, file: string) =>
  imported.startsWith('.') ? resolve(file, '..', imported) : undefined;

const isSandbox = (imported: string, file: string) =>
  imported === 'sandbox' ||
  imported.startsWith('sandbox/') ||
  Boolean(target(imported, file)?.startsWith(join(SANDBOX, '..')));

const plugins = readdirSync(PLUGINS, { withFileTypes: true })
  .filter(entry => entry.isDirectory())
  .map(({ name }) => name);
const pluginPackages = plugins.map(
  name =>
    JSON.parse(readFileSync(join(PLUGINS, name, 'package.json'), 'utf8')).name,
);
const isPlugin = (imported: string, file: string) =>
  pluginPackages.some(
    name => imported === name || imported.startsWith(`${name}/`),
  ) || Boolean(target(imported, file)?.startsWith(PLUGINS));

describe('the sandbox and the plugins', () => {
  it('finds the plugins, and imports of every kind', () => {
    expect(plugins.length).toBeGreaterThanOrEqual(6);
    const text = `import { a } from 'one';\nexport * from "two";\nimport 'three';
      const b = await import('four'); const c = require('five');`;
    expect([...text.matchAll(IMPORTS)].map(match => match[2])).toEqual([
      'one',
      'two',
      'three',
      'four',
      'five',
    ]);
  });

  it.each(plugins)('%s ships without the sandbox', plugin => {
    const shipped = sources(join(PLUGINS, plugin, 'src')).filter(
      file => !FOR_TESTS.test(relative(PLUGINS, file)),
    );
    expect(shipped).not.toHaveLength(0);
    expect(forbidden(shipped, isSandbox)).toEqual([]);
    const { dependencies = {} } = JSON.parse(
      readFileSync(join(PLUGINS, plugin, 'package.json'), 'utf8'),
    );
    expect(Object.keys(dependencies)).not.toContain('sandbox');
  });

  it('the sandbox shares no code with a plugin, not even in its tests', () => {
    const { dependencies = {}, devDependencies = {} } = JSON.parse(
      readFileSync(join(SANDBOX, '../package.json'), 'utf8'),
    );
    const declared = Object.keys({ ...dependencies, ...devDependencies });
    expect(declared.filter(name => pluginPackages.includes(name))).toEqual([]);
    expect(forbidden(sources(SANDBOX), isPlugin)).toEqual([]);
  });
});

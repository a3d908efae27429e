import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

const PLUGINS = resolve(__dirname, '../../..');

/** Every source of the plugins that runs in a portal: no tests and none of their helpers. */
const sources = readdirSync(PLUGINS, { recursive: true, withFileTypes: true })
  .filter(
    file =>
      file.isFile() &&
      /\.tsx?$/.test(file.name) &&
      !/\.(test|d)\.tsx?$/.test(file.name),
  )
  .map(file => join(file.parentPath, file.name))
  .filter(
    path =>
      /\/src\//.test(path) &&
      !/node_modules|__testUtils__|__fixtures__|scriptedServer|\/dist/.test(
        path,
      ),
  )
  .map(path => ({
    path: relative(PLUGINS, path),
    text: readFileSync(path, 'utf8'),
  }));

function holding(pattern: RegExp): string[] {
  return sources
    .filter(({ text }) => pattern.test(text))
    .map(({ path }) => path);
}

describe('what the sources never do', () => {
  it('SEC-27: leave a certificate unchecked', () => {
    expect(sources.length).toBeGreaterThan(300);
    expect(holding(/rejectUnauthorized['"]?\s*[:=]\s*false/)).toEqual([]);
    expect(holding(/NODE_TLS_REJECT_UNAUTHORIZED/)).toEqual([]);
    // between Traefik and Kasm inside the cluster, where the seed has it; see verifyBackend
    expect(holding(/insecureSkipVerify:\s*true/)).toEqual([
      'kasm-common/src/manifests/serversTransport.ts',
    ]);
  });

  it('SEC-26: force their way over fields of others', () => {
    // all requests to clusters are made in there
    expect(
      holding(/\bforce\b/).filter(path => path.startsWith('kasm-node/')),
    ).toEqual([]);
  });

  it('SEC-01: lead to a writer anywhere but in the scaffolder module', () => {
    expect(
      holding(/createWriterClients/).filter(
        path => !path.startsWith('scaffolder-kasm/'),
      ),
    ).toEqual(['kasm-node/src/client/KubeClients.ts']);
  });

  it('SEC-12: list or watch Secrets', () => {
    expect(
      holding(/\b(list|watch)(<[^>]*>)?\(\s*resources\.secrets\b/),
    ).toEqual([]);
  });
});

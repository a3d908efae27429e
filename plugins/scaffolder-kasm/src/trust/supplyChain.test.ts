import { execFile } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parse } from 'yaml';

const ROOT = resolve(__dirname, '../../../..');
const text = (file: string) => readFileSync(join(ROOT, file), 'utf8');

/** A tarball with one package.json in it. */
function tarball(manifest: object): Buffer {
  const content = Buffer.from(JSON.stringify(manifest));
  const header = Buffer.alloc(512);
  header.write('package/package.json', 0);
  header.write('0000644\0', 100);
  header.write('0000000\0', 108);
  header.write('0000000\0', 116);
  header.write(`${content.length.toString(8).padStart(11, '0')}\0`, 124);
  header.write('00000000000\0', 136);
  header.write('        ', 148);
  header.write('0', 156);
  header.write('ustar\0' + '00', 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  const padding = Buffer.alloc((512 - (content.length % 512)) % 512);
  return gzipSync(
    Buffer.concat([header, content, padding, Buffer.alloc(1024)]),
  );
}

describe('SEC-35: what comes from others', () => {
  it('is what the lockfile says, runs nothing and is old enough', () => {
    const settings = parse(text('.yarnrc.yml'));
    expect(settings).toMatchObject({
      enableScripts: false,
      npmMinimalAgeGate: '40d',
      npmPreapprovedPackages: ['@backstage/*'],
    });
    // else a changed tarball would only be remarked upon
    expect(settings.checksumBehavior ?? 'throw').toBe('throw');
    expect(text('scripts/install.mjs')).toContain("'--immutable'");
  });

  it('has a checksum for every package from a registry', () => {
    const { __metadata: _, ...entries } = parse(text('yarn.lock')) as Record<
      string,
      { resolution: string; checksum?: string; conditions?: string }
    >;
    const foreign = Object.values(entries).filter(
      ({ resolution }) => !/@workspace:|^app@link:/.test(resolution),
    );
    expect(foreign.length).toBeGreaterThan(1000);
    const without = foreign.filter(
      ({ checksum, conditions }) =>
        !checksum &&
        // for another system: Yarn asks for its checksum when it is fetched there
        !conditions,
    );
    expect(without).toEqual([]);
    expect(
      foreign.filter(({ resolution }) =>
        /@(https?:|git|github:|file:|link:|portal:)/.test(resolution),
      ),
    ).toEqual([]);
  });

  describe('a tarball that changed after it was locked', () => {
    jest.setTimeout(60_000);
    let served: Buffer;
    let server: Server;
    let folder: string;

    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'kasm-lock-'));
      server = createServer((_, answer) => answer.end(served));
      await new Promise<void>(ready => {
        server.listen(0, '127.0.0.1', ready);
      });
      const { port } = server.address() as AddressInfo;
      const write = (name: string, content: string) =>
        writeFileSync(join(folder, name), content);
      write(
        'package.json',
        JSON.stringify({
          name: 'locked',
          dependencies: { dep: `http://127.0.0.1:${port}/dep.tgz` },
        }),
      );
      write('yarn.lock', '');
      write(
        '.yarnrc.yml',
        `${text(
          '.yarnrc.yml',
        )}\nunsafeHttpWhitelist: ['127.0.0.1']\nglobalFolder: ./global\n`,
      );
    });
    afterAll(() => {
      server?.close();
      rmSync(folder, { recursive: true, force: true });
    });

    const install = (...args: string[]) =>
      new Promise<{ failed: boolean; said: string }>(done => {
        execFile(
          'yarn',
          ['install', ...args],
          {
            cwd: folder,
            env: {
              ...process.env,
              CI: '',
              YARN_ENABLE_IMMUTABLE_INSTALLS: 'false',
            },
          },
          (error, stdout, stderr) =>
            done({ failed: error !== null, said: `${stdout}${stderr}` }),
        );
      });

    it('is refused', async () => {
      served = tarball({ name: 'dep', version: '1.0.0' });
      expect(await install()).toMatchObject({ failed: false });
      expect(readFileSync(join(folder, 'yarn.lock'), 'utf8')).toContain(
        'checksum:',
      );
      rmSync(join(folder, 'global'), { recursive: true });
      served = tarball({ name: 'dep', version: '1.0.0', evil: true });
      const { failed, said } = await install('--immutable');
      expect(said).toContain("doesn't match the expected checksum");
      expect(failed).toBe(true);
    });
  });
});

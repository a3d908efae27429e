import { command } from './command';
import { clean } from './text';
import { found } from './__fixtures__/judge';
import { podTrouble, waiting } from './__fixtures__/trouble';

describe('text from clusters', () => {
  it.each([
    ['a\u202eb\u2066c\u200bd', 'a b c d'],
    ['one\ntwo\u0000\u001b[31mthree', 'one two [31mthree'],
    ['half \ud83d of a pair', 'half of a pair'],
    ['whole \u{1f600}', 'whole \u{1f600}'],
    ['plain-name.example.com', 'plain-name.example.com'],
    ['2026-11-22T12:00:00Z', '2026-11-22T12:00:00Z'],
  ])('%j is shown as %j', (text, shown) => {
    expect(clean(text)).toBe(shown);
  });

  it('is cut at 200 characters, and never through a character', () => {
    expect(clean('x y '.repeat(500)).length).toBe(200);
    expect(clean(`${'é '.repeat(99)}é\u{1f600}\u{1f600}`)).toMatch(/é…$/u);
  });

  it('loses what looks like a secret', () => {
    for (const text of [
      'postgres://kasmapp:hunter2@kasm-pg-rw/kasm',
      'password=hunter2',
      'Authorization: Bearer hunter2hunter2',
    ]) {
      expect(clean(text)).not.toContain('hunter2');
    }
  });

  it('stays in the evidence and never gets into a command', () => {
    const finding = found(
      'pod-image-unavailable',
      podTrouble('guac', {
        name: '$(reboot); rm -rf /',
        containers: [waiting('ErrImagePull', 'no\u202e`reboot` password=abc')],
      }),
    );
    expect(finding?.evidence[0]).toContain('no `reboot`');
    expect(finding?.evidence[0]).toContain('$(reboot)');
    expect(finding?.evidence[0]).not.toContain('abc');
    for (const { command: line } of finding!.remedy) {
      expect(line ?? '').not.toMatch(/reboot|rm -rf/);
    }
  });
});

describe('command', () => {
  it('takes names and numbers', () => {
    expect(command`kubectl -n ${'kasm'} get pods ${'a-1.b'} ${443}`).toBe(
      'kubectl -n kasm get pods a-1.b 443',
    );
  });

  it.each([
    '-A',
    '--all',
    'a b',
    'a;b',
    '$(a)',
    'A',
    '',
    '`a`',
    'a\nb',
    "a'",
    undefined,
  ])('puts a placeholder for %j', text => {
    expect(command`kubectl get ${text} -o yaml`).toBe(
      'kubectl get NAME -o yaml',
    );
  });
});

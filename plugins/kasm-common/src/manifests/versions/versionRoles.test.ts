import { versionRoles } from './versionRoles';

describe('versionRoles', () => {
  it('knows what each release is made of', () => {
    expect(versionRoles('1.17.0')?.roles).toContain('share');
    expect(versionRoles('1.18.1')?.roles).not.toContain('share');
    expect(versionRoles('1.18.1')?.waitsFor.proxy).toContain('guac');
    expect(versionRoles('1.19.0-rolling')?.waitsFor.proxy).toEqual([
      'api',
      'manager',
    ]);
    expect(versionRoles('1.18.1')?.keys['rdp-gateway']).toBe('rdpGateway');
  });

  it.each(['1.20.0', 'develop', '', '1.1', undefined])(
    'guesses nothing of %s',
    version => {
      expect(versionRoles(version)).toBeUndefined();
    },
  );
});

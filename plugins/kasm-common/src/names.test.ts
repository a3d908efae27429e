import {
  deploymentHost,
  parseDeploymentRef,
  tlsSecretName,
  adminSecretName,
} from './names';

describe('names', () => {
  it("are the platform's for the name kasm", () => {
    expect(deploymentHost('kasm', 'example.com')).toBe('kasm.example.com');
    expect(tlsSecretName('kasm', 'example.com')).toBe('kasm-example-com-tls');
    expect(adminSecretName('kasm')).toBe('kasm-secrets');
  });

  it('splits a reference', () => {
    expect(parseDeploymentRef('rke2/kasm')).toEqual({
      cluster: 'rke2',
      name: 'kasm',
    });
  });

  it.each(['kasm', 'a/b/c', '../etc', 'rke2/..', 'rke2/', '/kasm', 'rke2/a b'])(
    'does not take %s for a reference',
    ref => {
      expect(parseDeploymentRef(ref)).toBeUndefined();
    },
  );
});

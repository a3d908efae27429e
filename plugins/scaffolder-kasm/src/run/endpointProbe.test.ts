import { probeEndpoint } from './endpointProbe';

describe('probeEndpoint', () => {
  it('does not follow a host that leads back to the portal', async () => {
    const ingress = {
      namespace: 'kube-system',
      workload: 'rke2-traefik',
      port: 443,
    };
    await expect(
      probeEndpoint('localhost', '/', ingress, new AbortController().signal),
    ).rejects.toThrow('localhost resolves to a loopback address');
  });
});

import type { KubeObject } from '@kasm-portal/backstage-plugin-kasm-node';
import { healthyObservation } from '../evaluate/__fixtures__/healthyObservation';
import { viewsOf } from '../__testUtils__/viewsOf';
import { watchCertificate } from './certificate';

const SECRET = healthyObservation().deployment.tlsSecret;

const certificate = (issuerRef: object, status: object = {}): KubeObject => ({
  apiVersion: 'cert-manager.io/v1',
  kind: 'Certificate',
  metadata: { name: SECRET, namespace: 'kasm' },
  spec: { secretName: SECRET, duration: '720h0m0s', issuerRef },
  status,
});
const issuer = (kind: string, name: string, namespace?: string) => ({
  apiVersion: 'cert-manager.io/v1',
  kind,
  metadata: { name, namespace },
  status: {
    conditions: [{ type: 'Ready', status: 'False', message: 'Vault sealed' }],
  },
});

const facts = (objects: KubeObject[]) =>
  watchCertificate({
    views: viewsOf(objects),
    deployment: healthyObservation().deployment,
    issuer: 'vault-issuer',
    changed: () => {},
  }).sighting().facts;

describe('watchCertificate', () => {
  it.each([
    ['ClusterIssuer', 'vault-issuer', undefined],
    ['Issuer', 'own-issuer', 'kasm'],
  ])('sees the %s that signs', (kind, name, namespace) => {
    expect(
      facts([certificate({ kind, name }), issuer(kind, name, namespace)])
        ?.issuer,
    ).toMatchObject({ kind, name, ready: false, message: 'Vault sealed' });
  });

  it('does not guess about an issuer that it may not see', () => {
    expect(
      facts([certificate({ kind: 'ClusterIssuer', name: 'other' })])?.issuer,
    ).toEqual({ kind: 'ClusterIssuer', name: 'other' });
  });

  it('counts the attempts that failed, and what was asked for', () => {
    expect(
      facts([
        certificate(
          { name: 'x' },
          {
            lastFailureTime: '2026-11-22T10:00:00Z',
            failedIssuanceAttempts: 2,
          },
        ),
      ]),
    ).toMatchObject({
      duration: 30 * 24 * 3600,
      lastFailureAt: '2026-11-22T10:00:00Z',
      failedAttempts: 2,
    });
  });
});

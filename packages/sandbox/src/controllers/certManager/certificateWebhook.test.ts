import type { StoredObject } from '../../apiserver/ClusterStore';
import { useManualWorld } from '../../world/useManualWorld';
import { certificateProblems } from './certificateRules';
import { certificateWebhook } from './certificateWebhook';

const certificate = (spec: object) =>
  ({
    kind: 'Certificate',
    spec: {
      secretName: 'tls',
      dnsNames: ['a.b'],
      issuerRef: { name: 'x' },
      ...spec,
    },
  } as StoredObject);

describe('what cert-manager’s webhook refuses', () => {
  it.each([
    [{}, undefined],
    [{ commonName: 'x'.repeat(64) }, undefined],
    [
      { commonName: 'x'.repeat(65) },
      'spec.commonName: Too long: may not be more than 64 bytes',
    ],
    [
      { issuerRef: { name: 'x', kind: 'Vault' } },
      'spec.issuerRef.kind: Invalid value: "Vault": must be one of Issuer or ClusterIssuer',
    ],
    [{ issuerRef: { name: 'x', kind: 'Vault', group: 'a.b' } }, undefined],
    [
      { dnsNames: [] },
      'spec: Invalid value: "": at least one of commonName (from the commonName field or from a literalSubject), dnsNames, uriSANs, ipAddresses, emailSANs or otherNames must be set',
    ],
    [
      { duration: '30m' },
      'spec.duration: Invalid value: "30m0s": certificate duration must be greater than 1h0m0s',
    ],
    [
      { duration: '720h', renewBefore: '720h' },
      'spec.renewBefore: Invalid value: "720h0m0s": certificate duration 720h0m0s must be greater than renewBefore 720h0m0s',
    ],
    [
      { renewBefore: '1m' },
      'spec.renewBefore: Invalid value: "1m0s": certificate renewBefore must be greater than 5m0s',
    ],
  ])('%j', (spec, problem) => {
    expect(certificateProblems(certificate(spec))).toEqual(
      problem ? [problem] : [],
    );
  });

  describe('in a world', () => {
    const world = useManualWorld({ seeded: false });

    it('is the API server’s answer, or that nobody is there to ask', async () => {
      const { rke2, clock } = world;
      const webhook = certificateWebhook(rke2);
      const ask = (object: StoredObject) => {
        try {
          return webhook.validate!(object, undefined);
        } catch (error) {
          return (error as { toStatus(): object }).toStatus();
        }
      };
      expect(ask(certificate({}))).toEqual([]);
      expect(
        ask(certificate({ secretName: undefined, dnsNames: [] })),
      ).toMatchObject({
        code: 406,
        reason: 'NotAcceptable',
        message: expect.stringMatching(
          /^admission webhook "webhook\.cert-manager\.io" denied the request: \[spec\.secretName: Required value: must be specified, spec: Invalid/,
        ),
      });
      rke2.update(
        'deployments.apps',
        'cert-manager',
        'cert-manager-webhook',
        ({ spec }) => {
          spec.replicas = 0;
        },
      );
      await clock.advance(60_000);
      expect(ask(certificate({}))).toMatchObject({
        code: 500,
        message: expect.stringContaining(
          'failed calling webhook "webhook.cert-manager.io"',
        ),
      });
    });
  });
});

import type {
  CertificateFacts,
  DeploymentFacts,
} from '../observation/Observation';
import {
  certificateRequests,
  certificates,
  clusterIssuers,
} from './certificateKinds';
import type { ClusterViews } from './ClusterViews';
import { createSource, type Source } from './Source';

/**
 * The Certificate that keeps the public host's TLS Secret, its last request and its issuer.
 *
 * @internal
 */
export function watchCertificate(options: {
  views: ClusterViews;
  deployment: DeploymentFacts;
  /** Name of the ClusterIssuer; rights on it are given by name. */
  issuer: string;
  changed: () => void;
}): Source<CertificateFacts> {
  const { views, deployment, issuer, changed } = options;
  const scope = { namespace: deployment.namespace };

  const certificateView = views.view(certificates, scope, {
    relevant: ({ secret }) => secret === deployment.tlsSecret,
    changed,
  });
  const requestView = views.view(certificateRequests, scope, {
    relevant: () => true,
    changed,
  });
  const issuerView = views.view(
    clusterIssuers,
    { fieldSelector: `metadata.name=${issuer}` },
    { relevant: ({ name }) => name === issuer, changed },
  );

  return createSource<CertificateFacts>({
    needed: [certificateView],
    optional: [requestView, issuerView],
    read() {
      const [found] = certificateView.items();
      if (!found) {
        return {
          facts: { present: false, ready: false, issuing: false, dnsNames: [] },
          empty: true,
        };
      }
      const { name, secret, issuerName, issuerKind, ...certificate } = found;
      const [request] = requestView
        .items()
        .filter(candidate => candidate.certificate === name)
        .sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
      const seenIssuer =
        issuerKind === 'ClusterIssuer' && issuerName === issuer
          ? issuerView.items()[0]
          : undefined;
      return {
        facts: {
          ...certificate,
          present: true,
          requestFailure: request?.failure,
          issuer:
            seenIssuer ??
            (issuerName === undefined ? undefined : { name: issuerName }),
        },
        empty: false,
      };
    },
  });
}

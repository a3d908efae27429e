import type {
  CertificateFacts,
  DeploymentFacts,
} from '../observation/Observation';
import {
  certificateRequests,
  certificates,
  clusterIssuers,
  issuers,
  type WatchedIssuer,
} from './certificateKinds';
import type { ClusterViews, View } from './ClusterViews';
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

  /** Few have an issuer of their own: it is looked at when a Certificate names one. */
  let ownIssuer: { name: string; view: View<WatchedIssuer> } | undefined;
  const issuerNamed = (name: string, kind: string | undefined) => {
    if (kind !== 'Issuer') {
      return name === issuer ? issuerView.items()[0] : undefined;
    }
    if (ownIssuer?.name !== name) {
      ownIssuer?.view.release();
      ownIssuer = {
        name,
        view: views.view(
          issuers,
          { ...scope, fieldSelector: `metadata.name=${name}` },
          { relevant: one => one.name === name, changed },
        ),
      };
    }
    return ownIssuer.view.items()[0];
  };

  const source = createSource<CertificateFacts>({
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
      const requests = requestView
        .items()
        .filter(candidate => candidate.certificate === name)
        .sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
      return {
        facts: {
          ...certificate,
          present: true,
          requestFailure: requests[0]?.failure,
          issuedAt: requests
            .flatMap(({ issuedAt }) => issuedAt ?? [])
            .sort()
            .pop(),
          issuer:
            issuerName === undefined
              ? undefined
              : issuerNamed(issuerName, issuerKind) ?? {
                  name: issuerName,
                  kind: issuerKind,
                },
        },
        empty: false,
      };
    },
  });
  return {
    ...source,
    stop() {
      source.stop();
      ownIssuer?.view.release();
    },
  };
}

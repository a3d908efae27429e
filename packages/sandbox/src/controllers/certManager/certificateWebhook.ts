import type { AdmissionWebhook } from '../../apiserver/admission/AdmissionWebhook';
import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import { StatusError } from '../../apiserver/StatusError';
import {
  certificateProblems,
  issuerConfigProblems,
  requestProblems,
  together,
} from './certificateRules';
import {
  CERTIFICATES,
  ISSUERS,
  NAMESPACED_ISSUERS,
  REQUESTS,
} from './certificateResources';
import { certManagerRuns } from './certManagerRuns';

const NAME = 'webhook.cert-manager.io';
const SERVICE = 'cert-manager-webhook';

/** The API server's answer when nobody is behind the webhook's Service. */
function unanswered(): StatusError {
  const message = `failed calling webhook "${NAME}": failed to call webhook: Post "https://${SERVICE}.cert-manager.svc:443/validate?timeout=30s": no endpoints available for service "${SERVICE}"`;
  return new StatusError(
    500,
    'InternalError',
    `Internal error occurred: ${message}`,
    { causes: [{ message }] },
  );
}

function problemsOf(object: StoredObject): string[] {
  switch (object.kind) {
    case 'Certificate':
      return certificateProblems(object);
    case 'CertificateRequest':
      return requestProblems(object);
    default:
      return issuerConfigProblems(object);
  }
}

/** cert-manager's webhook: it refuses what its controllers could not work with. */
export function certificateWebhook(store: ClusterStore): AdmissionWebhook {
  return {
    resources: [CERTIFICATES, REQUESTS, ISSUERS, NAMESPACED_ISSUERS],
    validate(object) {
      if (!certManagerRuns(store, 'cert-manager-webhook')) {
        throw unanswered();
      }
      const problems = problemsOf(object);
      if (problems.length > 0) {
        throw new StatusError(
          406,
          'NotAcceptable',
          `admission webhook "${NAME}" denied the request: ${together(
            problems,
          )}`,
        );
      }
      return [];
    },
  };
}

import {
  resources,
  type KubeObject,
} from '@kasm-portal/backstage-plugin-kasm-node';
import type { KasmDeploymentSpec } from '@kasm-portal/backstage-plugin-kasm-common/spec';
import type { CheckGroup } from '../CheckGroup';
import type { Seen } from '../Looks';
import { about, type PreflightCheck } from '../PreflightCheck';

/** A ClusterIssuer, as far as it tells what it can sign. */
export interface Issuer extends KubeObject {
  spec?: { vault?: object; acme?: object; ca?: object; selfSigned?: object };
  status?: {
    conditions?: Array<{ type: string; status: string; message?: string }>;
  };
}

const GROUP = 'cert-manager.io/v1';
const APPROVER = 'policy.cert-manager.io/v1alpha1';
/** X.509 allows no longer common name. */
const COMMON_NAME_LIMIT = 64;
/** Hours that ACME certificates live at most, whatever is asked for. */
const ACME_HOURS = 90 * 24;

/** Whether a certificate for the public host can be had. */
export const certificates: CheckGroup = async ({ run, looks }) => {
  const { spec, names } = run;
  const [served, approver, issuer] = await Promise.all([
    looks.serves(GROUP),
    looks.serves(APPROVER),
    looks.get<Issuer>(resources.clusterIssuers, spec.certificate.issuer),
  ]);
  return {
    checks: [
      judgeCertManager(served),
      judgeIssuer(issuer, spec.certificate.issuer),
      judgeApprover(approver, names.host),
      judgeCommonName(issuer, names.host),
      judgeLifetime(issuer, spec.certificate),
    ],
  };
};

function judgeCertManager(served: Seen<string[]>): PreflightCheck {
  const check = about('cert-manager', 'cert-manager');
  if (served.state === 'hidden') {
    return check.unknown(served.detail, served.remedy);
  }
  return served.state === 'there' && served.value.includes('certificates')
    ? check.pass('is installed')
    : check.fail(
        `cert-manager is not installed (${GROUP})`,
        'have a cluster administrator install it',
      );
}

/** @internal */
export function judgeIssuer(
  issuer: Seen<Issuer>,
  name: string,
): PreflightCheck {
  const check = about('cluster-issuer', 'ClusterIssuer');
  if (issuer.state === 'hidden') {
    return check.unknown(`of ${name} ${issuer.detail}`, issuer.remedy);
  }
  if (issuer.state === 'absent') {
    return check.fail(
      `there is no ClusterIssuer ${name}`,
      'name one that is there, or have it made',
    );
  }
  const ready = issuer.value.status?.conditions?.find(
    ({ type }) => type === 'Ready',
  );
  if (ready?.status === 'True') {
    return check.pass(`${name} is ready`);
  }
  return ready
    ? check.fail(
        `ClusterIssuer ${name} cannot sign (${
          ready.message ?? 'no reason given'
        })`,
        `see kubectl describe clusterissuer ${name}`,
      )
    : check.warn(
        `ClusterIssuer ${name} has not said whether it can sign`,
        `see kubectl describe clusterissuer ${name}`,
      );
}

function judgeApprover(served: Seen<string[]>, host: string): PreflightCheck {
  const check = about('certmanager-approver', 'Approval of certificates');
  if (served.state === 'hidden') {
    return check.unknown(served.detail, served.remedy);
  }
  return served.state === 'absent'
    ? check.pass('requests are approved by cert-manager itself')
    : check.warn(
        'approver-policy is installed: a request that no policy allows stays pending',
        `have a CertificateRequestPolicy that allows ${host}, and lets the namespace's requests use it`,
      );
}

/** @internal */
export function judgeCommonName(
  issuer: Seen<Issuer>,
  host: string,
): PreflightCheck {
  const check = about('issuer-common-name', 'Common name');
  if (host.length <= COMMON_NAME_LIMIT) {
    return check.pass(`${host} is written, as Vault wants it by default`);
  }
  const text = `${host} is longer than ${COMMON_NAME_LIMIT} characters, so the request has no common name`;
  return issuer.state === 'there' && issuer.value.spec?.vault
    ? check.warn(
        text,
        "set require_cn=false in Vault's role, or choose a shorter name",
      )
    : check.pass(text);
}

/** @internal */
export function judgeLifetime(
  issuer: Seen<Issuer>,
  { duration, renewBefore }: KasmDeploymentSpec['certificate'],
): PreflightCheck {
  const check = about('certificate-lifetime', 'Lifetime of the certificate');
  const hours = parseInt(duration, 10);
  if (
    issuer.state === 'there' &&
    issuer.value.spec?.acme &&
    hours > ACME_HOURS
  ) {
    return check.warn(
      `an ACME issuer gives at most ${ACME_HOURS}h, whatever is asked for (${duration})`,
      `ask for ${ACME_HOURS}h or less`,
    );
  }
  if (parseInt(renewBefore, 10) * 3 > hours) {
    return check.warn(
      `renewing ${renewBefore} before the end of ${duration} is more than a third: an issuer that shortens certificates would be asked all the time`,
      `choose renewBefore of at most ${Math.floor(hours / 3)}h`,
    );
  }
  return check.pass(
    `${duration}, renewed ${renewBefore} before its end; whether the issuing CA lives that long is not visible from here`,
  );
}

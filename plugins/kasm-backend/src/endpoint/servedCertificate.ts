import type { DetailedPeerCertificate, PeerCertificate, TLSSocket } from 'tls';
import { clusterText } from '@kasm-portal/backstage-plugin-kasm-node';
import type { EndpointFacts } from '../observation/Observation';

/**
 * The certificate that the other side showed; undefined when it showed none.
 *
 * @internal
 */
export function servedCertificate(
  socket: TLSSocket,
  problem?: string,
): EndpointFacts['served'] {
  const certificate: PeerCertificate | DetailedPeerCertificate =
    socket.getPeerCertificate();
  const { subject, issuer, subjectaltname } = certificate;
  if (!subject) {
    return undefined;
  }
  return {
    subject: nameOf(subject.CN),
    issuer: nameOf(issuer?.CN),
    names: (subjectaltname ?? '')
      .split(', ')
      .filter(name => name.startsWith('DNS:'))
      .slice(0, 20)
      .flatMap(name => clusterText(name.slice('DNS:'.length), 253) ?? []),
    notBefore: new Date(certificate.valid_from).toISOString(),
    notAfter: new Date(certificate.valid_to).toISOString(),
    trusted: problem === undefined,
    problem,
  };
}

/** Absent in certificates that only have alternative names; a list when given twice. */
function nameOf(name: string | string[] | undefined): string {
  return clusterText(Array.isArray(name) ? name[0] : name, 253) ?? '';
}

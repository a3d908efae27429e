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
    socket.getPeerCertificate(true);
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
    chain: chainOf(certificate),
  };
}

/** Nobody needs a longer one. */
const LONGEST_CHAIN = 5;

/** From the host's own to the root, as far as it was sent or is known. */
function chainOf(leaf: PeerCertificate | DetailedPeerCertificate): string[] {
  const names: string[] = [];
  const seen = new Set<unknown>();
  let next: PeerCertificate | DetailedPeerCertificate | undefined = leaf;
  while (next?.subject && !seen.has(next) && names.length < LONGEST_CHAIN) {
    seen.add(next);
    names.push(nameOf(next.subject.CN ?? next.subject.O));
    next = 'issuerCertificate' in next ? next.issuerCertificate : undefined;
  }
  return names;
}

/** Absent in certificates that only have alternative names; a list when given twice. */
function nameOf(name: string | string[] | undefined): string {
  return clusterText(Array.isArray(name) ? name[0] : name, 253) ?? '';
}

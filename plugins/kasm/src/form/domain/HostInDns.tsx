import { useApi } from '@backstage/core-plugin-api';
import type { DnsAnswer } from '@kasm-portal/backstage-plugin-kasm-common';
import { kasmApiRef } from '../../api/KasmApi';
import { severityLook, sourceLook, UNKNOWN } from '../../marks/looks';
import { FieldNote } from '../FieldNote';
import { useAsked } from '../useAsked';

/** Milliseconds without a key before DNS is asked. */
const QUIET = 500;

/**
 * What the portal's resolver says of a host.
 *
 * @internal
 */
export function HostInDns(props: {
  cluster: string;
  host: string;
  /** Set when the host is outside the cluster's domains, to these. */
  outside?: string[];
}) {
  const { cluster, host, outside } = props;
  const api = useApi(kasmApiRef);
  const asked = useAsked(
    signal => api.getDns(cluster, host, { signal }),
    outside ? undefined : `${cluster} ${host}`,
    QUIET,
  );
  return <div role="status">{note()}</div>;

  function note() {
    if (outside) {
      return (
        <FieldNote look={severityLook.error}>
          The domain must be, or be below: {outside.join(', ')}
        </FieldNote>
      );
    }
    switch (asked.state) {
      case 'asking':
        return <small>Asking DNS for {host} …</small>;
      case 'failed':
        return (
          <FieldNote look={UNKNOWN}>
            DNS could not be asked: {asked.reason}
          </FieldNote>
        );
      default:
        return <Answer answer={asked.answer} />;
    }
  }
}

function Answer({ answer }: { answer: DnsAnswer }) {
  const { host, addresses, expected, matches, problem } = answer;
  if (problem) {
    return (
      <FieldNote look={severityLook.warning}>
        {problem}.{' '}
        {expected.length > 0
          ? `Point it at ${expected.join(', ')} before people sign in.`
          : 'It must point at Traefik before people sign in.'}
      </FieldNote>
    );
  }
  return (
    <FieldNote look={matches ? sourceLook.ok : severityLook.info}>
      {matches
        ? `DNS: ${host} points at the ingress, ${addresses.join(', ')}.`
        : `DNS: ${host} points at ${addresses.join(
            ', ',
          )}; make sure that this is Traefik.`}
    </FieldNote>
  );
}

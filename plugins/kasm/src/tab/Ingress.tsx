import type {
  CertificateStatus,
  EndpointStatus,
  IngressStatus,
  SourceStatus,
  StatusDocument,
} from '@kasm-portal/backstage-plugin-kasm-common';
import { isUnseen } from '../sight/asSeen';
import { leftText, millis } from '../time/ageText';
import { useTicking } from '../time/useTicking';
import { Facts } from './Facts';
import { Panel } from './Panel';
import { STAGES } from './stages';
import { NotCurrent, Unseen } from './Unseen';

/** @internal */
export function Ingress(props: { status: StatusDocument }) {
  const { ingress, sources, deployment } = props.status;
  return (
    <Panel section="ingress">
      {ingress ? (
        <>
          <NotCurrent source={sources.ingress} />
          <NotCurrent source={sources.certificate} />
          <Facts
            facts={[
              ['Address', deployment.url],
              [
                'Route',
                <Route route={ingress.route} source={sources.ingress} />,
              ],
              [
                'Traefik',
                ingress.traefik &&
                  `${ingress.traefik.ready}/${ingress.traefik.desired} ready`,
              ],
              ['Timeout', timeout(ingress.timeouts)],
              [
                'Issued certificate',
                ingress.certificate && (
                  <Issued
                    {...ingress.certificate}
                    unseen={isUnseen(props.status, 'certificate')}
                  />
                ),
              ],
              [
                'Served certificate',
                ingress.endpoint?.served && (
                  <Served {...ingress.endpoint.served} />
                ),
              ],
              ['Endpoint', endpoint(ingress.endpoint)],
            ]}
          />
        </>
      ) : (
        <Unseen source={sources.ingress} />
      )}
    </Panel>
  );
}

function Route(props: {
  route: IngressStatus['route'];
  source?: SourceStatus;
}) {
  const { route, source } = props;
  if (!route) return <>{source?.state === 'empty' ? 'none' : 'unknown'}</>;
  return (
    <>
      {route.kind} <code>{route.name}</code>
      {route.backend && (
        <>
          {' '}
          to <code>{route.backend}</code>
        </>
      )}
    </>
  );
}

function timeout(timeouts: IngressStatus['timeouts']): string | undefined {
  if (!timeouts) return undefined;
  const { readTimeout, entryPoint, from } = timeouts;
  const value = readTimeout === 0 ? 'no limit' : `${readTimeout} s`;
  return `${value} on ${entryPoint} (${
    from === 'default' ? "Traefik's default" : `from its ${from}`
  })`;
}

function Issued(props: CertificateStatus & { unseen: boolean }) {
  return (
    <>
      <code>{props.name}</code>,{' '}
      {!props.unseen && (props.ready ? 'ready, ' : 'not ready, ')}
      <Until notAfter={props.notAfter} />
      {props.names.length > 0 && `, for ${props.names.join(', ')}`}
      {props.unseen ? ' (not current)' : props.reason && `. ${props.reason}`}
    </>
  );
}

function Served(props: NonNullable<EndpointStatus['served']>) {
  return (
    <>
      {props.trusted ? 'trusted' : 'not trusted'},{' '}
      <Until notAfter={props.notAfter} />
      {props.names.length > 0 && `, for ${props.names.join(', ')}`}
    </>
  );
}

function Until(props: { notAfter?: string }) {
  const until = millis(props.notAfter);
  const text = useTicking(now => {
    if (until === undefined) return 'end unknown';
    return until <= now ? 'expired' : `${leftText(until, now)} left`;
  });
  if (until === undefined) return <>{text}</>;
  return <time title={new Date(until).toLocaleString()}>{text}</time>;
}

function endpoint(seen: EndpointStatus | undefined): string | undefined {
  if (!seen) return undefined;
  if (seen.failedAt) {
    return `fails at ${STAGES[seen.failedAt] ?? seen.failedAt}${
      seen.reason ? `: ${seen.reason}` : ''
    }`;
  }
  const health = { true: 'healthy', false: 'failing', undefined: 'unknown' };
  const parts = [
    `GET / answers ${seen.rootStatus ?? 'nothing'}`,
    seen.httpVersion && `over HTTP/${seen.httpVersion.replace(/^HTTP\//i, '')}`,
    `, API ${health[`${seen.apiHealthy}`]}`,
  ];
  return parts.filter(Boolean).join(' ').replace(' ,', ',');
}

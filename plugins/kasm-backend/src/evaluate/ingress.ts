import type {
  CertificateStatus,
  EndpointStatus,
  IngressStatus,
} from '@kasm-portal/backstage-plugin-kasm-common';
import type { IngressFacts } from '../observation/Observation';
import { nextAttempt, servedInstead, shortenedLife } from './certificates';
import type { Context } from './Context';

type TraefikFacts = NonNullable<IngressFacts['traefik']>;

/** Seconds after which Traefik ends a connection that nobody uses, unless told otherwise. */
const USUAL_IDLE = 180;

/** Route, certificate, Traefik and endpoint as the page shows them; undefined when never seen. */
export function ingressPart(context: Context): IngressStatus | undefined {
  const { ingress } = context.sights;
  const route = ingress.facts?.route;
  const traefik = ingress.facts?.traefik;
  const part: IngressStatus = {
    ...(route && {
      route: {
        kind: route.kind,
        name: route.name,
        ...(route.ingressClass && { class: route.ingressClass }),
        ...(route.service && {
          backend: `${route.scheme ? `${route.scheme}://` : ''}${
            route.service
          }${route.port === undefined ? '' : `:${route.port}`}`,
        }),
      },
    }),
    ...(traefik && {
      timeouts: timeouts(context, traefik.timeouts),
      traefik: {
        ready: traefik.ready,
        desired: traefik.desired,
        ...(traefik.version && { version: traefik.version }),
      },
    }),
    certificate: certificate(context),
    endpoint: endpoint(context),
  };
  return Object.values(part).some(value => value !== undefined)
    ? part
    : undefined;
}

function timeouts(
  { deployment }: Context,
  { read, write, idle }: TraefikFacts['timeouts'],
): IngressStatus['timeouts'] {
  return read.seconds === undefined
    ? undefined
    : {
        entryPoint: deployment.entryPoint,
        readTimeout: read.seconds,
        from: read.from,
        ...(write.seconds && { writeTimeout: write.seconds }),
        ...(idle.seconds !== undefined &&
          idle.seconds !== USUAL_IDLE && { idleTimeout: idle.seconds }),
      };
}

function certificate(context: Context): CertificateStatus | undefined {
  const { facts, visible } = context.sights.certificate;
  if (!facts?.present) {
    return undefined;
  }
  const expired =
    facts.notAfter !== undefined && context.ages.passed(facts.notAfter);
  return {
    name: context.deployment.tlsSecret,
    // What is not seen any more is not known to be ready.
    ready: visible && facts.ready && !expired,
    ...(!visible && { reason: 'Not seen now.' }),
    ...(visible && !facts.ready && { reason: facts.message ?? facts.reason }),
    ...(visible && facts.ready && expired && { reason: 'Expired.' }),
    notAfter: facts.notAfter,
    renewalTime: facts.renewalTime,
    names: facts.dnsNames.slice(0, 20),
    served: servedInstead(context),
    nextAttempt: visible ? nextAttempt(facts) : undefined,
    shortened: shortenedLife(facts),
  };
}

function endpoint(context: Context): EndpointStatus | undefined {
  const { facts, visible } = context.sights.endpoint;
  if (!facts || !visible) {
    return undefined;
  }
  const { served } = facts;
  return {
    rootStatus: facts.rootStatus,
    apiHealthy: facts.apiHealthy,
    httpVersion: facts.httpVersion,
    ...(facts.websocket && { websocket: facts.websocket === 'ok' }),
    failedAt: facts.failedAt,
    reason: facts.reason,
    ...(served && {
      served: {
        notAfter: served.notAfter,
        names: served.names.slice(0, 20),
        trusted: served.trusted,
      },
    }),
  };
}

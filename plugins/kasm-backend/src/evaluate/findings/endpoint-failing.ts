import type { EndpointFacts } from '../../observation/Observation';
import { command } from '../command';
import type { Context } from '../Context';
import { notYetRouted } from '../endpoint';
import { rule } from './rule';

const HEALTH = '/api/__healthcheck';

/** Where desktops are streamed. */
const DESKTOPS = '/desktop/';

interface Answer {
  path: string;
  title: string;
  severity: 'critical' | 'error';
}

export const endpointFailing = rule('endpoint-failing', 'endpoint', context => {
  const { facts } = context.sights.endpoint;
  const answer = facts && failureOf(facts);
  if (!facts || !answer || notYetRouted(context)) {
    return [];
  }
  const { path, title, severity } = answer;
  return [
    {
      severity,
      title,
      since: facts.failingSince,
      // One bad answer during a rollout is no outage.
      settling: facts.failures === 1,
      evidence: [facts.reason],
      remedy: [
        ['See it yourself.', commandFor(path, context)],
        [
          path === DESKTOPS
            ? 'Whatever stands in front of Traefik has to let WebSockets through, and the route has to match every path.'
            : 'Follow the chain: proxy, api, database.',
          command`kubectl -n ${context.deployment.namespace} get pods`,
        ],
      ],
    },
  ];
});

function failureOf(facts: EndpointFacts): Answer | undefined {
  const { rootStatus, apiHealthy, failedAt, websocket } = facts;
  const answers = (what: string | number, path: string): Answer => ({
    severity: 'critical',
    path,
    title: `Kasm answers ${what} at ${path}`,
  });
  if (rootStatus !== undefined && rootStatus !== 200) {
    return answers(rootStatus, '/');
  }
  if (apiHealthy === false) {
    return answers(apiAnswer(facts), HEALTH);
  }
  if (failedAt === 'http') {
    return answers('nothing', '/');
  }
  // Kasm itself refuses who is not signed in; whoever else answers stands in the way of every desktop.
  return websocket === 'unrouted' || websocket === 'broken'
    ? {
        severity: 'error',
        path: DESKTOPS,
        title: `Desktops cannot connect: the WebSocket at ${DESKTOPS} ${
          websocket === 'broken'
            ? 'ends without an answer'
            : 'does not get past Traefik'
        }`,
      }
    : undefined;
}

function apiAnswer({ apiStatus, apiIsPage }: EndpointFacts): string | number {
  if (apiStatus !== undefined && apiStatus !== 200) {
    return apiStatus;
  }
  return apiIsPage
    ? 'a page for people instead of “ok”'
    : 'something else than “ok”';
}

function commandFor(path: string, { deployment }: Context): string {
  const { host, port } = deployment;
  switch (path) {
    case '/':
      return command`curl -sI https://${host}:${port}/`;
    case HEALTH:
      return command`curl -s https://${host}:${port}/api/__healthcheck`;
    default:
      return command`curl -si --http1.1 -H 'Connection: Upgrade' -H 'Upgrade: websocket' -H 'Sec-WebSocket-Version: 13' -H 'Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==' https://${host}:${port}/desktop/none/vnc/websockify`;
  }
}

import type { EndpointFacts } from '../../observation/Observation';
import { command } from '../command';
import { notYetRouted } from '../endpoint';
import { rule } from './rule';

export const endpointFailing = rule('endpoint-failing', 'endpoint', context => {
  const { facts } = context.sights.endpoint;
  const answer = facts && failureOf(facts);
  if (!facts || !answer || notYetRouted(context)) {
    return [];
  }
  const { host, port, namespace } = context.deployment;
  return [
    {
      severity: 'critical',
      title: `Kasm answers ${answer.what} at ${answer.path}`,
      since: facts.failingSince,
      // One bad answer during a rollout is no outage.
      settling: facts.failures === 1,
      evidence: [facts.reason],
      remedy: [
        [
          'See it yourself.',
          answer.path === '/'
            ? command`curl -sI https://${host}:${port}/`
            : command`curl -s https://${host}:${port}/api/__healthcheck`,
        ],
        [
          'Follow the chain: proxy, api, database.',
          command`kubectl -n ${namespace} get pods`,
        ],
      ],
    },
  ];
});

function failureOf(
  facts: EndpointFacts,
): { what: string; path: string } | undefined {
  const { rootStatus, apiHealthy, apiStatus, failedAt } = facts;
  if (rootStatus !== undefined && rootStatus !== 200) {
    return { what: `${rootStatus}`, path: '/' };
  }
  if (apiHealthy === false) {
    return {
      what:
        apiStatus === undefined || apiStatus === 200
          ? 'something else than “ok”'
          : `${apiStatus}`,
      path: '/api/__healthcheck',
    };
  }
  return failedAt === 'http' ? { what: 'nothing', path: '/' } : undefined;
}

import { command } from '../command';
import { urlOf } from '../endpoint';
import { rule } from './rule';

/** One lost connection is no outage. */
const FAILURES = 3;

export const endpointUnreachable = rule(
  'endpoint-unreachable',
  'endpoint',
  context => {
    const { facts } = context.sights.endpoint;
    if (facts?.failedAt !== 'connect') {
      return [];
    }
    const { host, port, ingressNamespace } = context.deployment;
    return [
      {
        severity: 'critical',
        title: `${urlOf(host, port)} cannot be reached from the portal`,
        since: facts.failingSince,
        settling: facts.failures > 0 && facts.failures < FAILURES,
        evidence: [
          facts.reason,
          facts.addresses.length > 0
            ? `Tried ${facts.addresses.slice(0, 5).join(', ')}.`
            : undefined,
        ],
        remedy: [
          [
            'Try it from elsewhere: the portal may be in another network than the users.',
            command`curl -sI https://${host}:${port}/`,
          ],
          [
            'Check the load balancer’s address, firewalls and nodes.',
            command`kubectl -n ${ingressNamespace} get services -o wide`,
          ],
        ],
      },
    ];
  },
);

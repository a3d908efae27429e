import { command } from '../command';
import { rule } from './rule';

export const dnsWrong = rule('dns-wrong', 'endpoint', context => {
  const { facts } = context.sights.endpoint;
  if (facts?.failedAt !== 'dns') {
    return [];
  }
  const { host } = context.deployment;
  return [
    {
      severity: 'error',
      title: `${host} does not point at the ingress`,
      since: facts.failingSince,
      evidence: [
        facts.reason,
        facts.addresses.length > 0
          ? `It resolves to ${facts.addresses.slice(0, 5).join(', ')}.`
          : 'The portal’s resolver knows no address of it.',
      ],
      remedy: [
        [
          'Create an A record that points at Traefik’s address.',
          command`dig +short ${host}`,
        ],
      ],
    },
  ];
});

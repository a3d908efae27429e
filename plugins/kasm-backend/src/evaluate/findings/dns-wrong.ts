import { command } from '../command';
import type { Context } from '../Context';
import { endpointWorks } from '../endpoint';
import { rule } from './rule';

/** Addresses in a sentence. */
const MOST = 5;

export const dnsWrong = rule('dns-wrong', 'endpoint', context => {
  const { facts } = context.sights.endpoint;
  const astray = pointsElsewhere(context);
  if (!facts || (facts.failedAt !== 'dns' && !astray)) {
    return [];
  }
  const { host } = context.deployment;
  const wanted = ingressAddresses(context);
  const target = wanted?.length === 1 ? wanted[0] : undefined;
  return [
    {
      severity: endpointWorks(context) ? 'warning' : 'error',
      title: `${host} does not point at the ingress${
        astray ? ` (${words(astray.got)} ≠ ${words(astray.want)})` : ''
      }`,
      since: facts.failingSince,
      evidence: [
        facts.failedAt === 'dns' ? facts.reason : undefined,
        ...(astray
          ? [
              `It resolves to ${words(astray.got)}.`,
              `The ingress is at ${words(astray.want)}.`,
            ]
          : [
              facts.addresses.length > 0
                ? `It resolves to ${words(facts.addresses)}.`
                : 'The portal’s resolver knows no address of it.',
            ]),
      ],
      remedy: [
        [
          `Create an A record that points at ${
            target ?? 'Traefik’s address'
          }; the portal’s resolver may know other answers than people’s.`,
          command`dig +short ${host}`,
        ],
        ...(astray
          ? ([
              [
                'With a load balancer or NAT in front, name its addresses in kasm.clusters[].ingress.addresses.',
              ],
            ] as Array<[string]>)
          : []),
      ],
    },
  ];
});

/** Where the ingress is: as configured, else as Traefik's Service says; undefined when unknown. */
export function ingressAddresses({
  deployment,
  sights,
}: Context): string[] | undefined {
  if (deployment.ingressAddresses?.length) {
    return deployment.ingressAddresses;
  }
  const { facts, visible } = sights.ingress;
  const addresses = visible ? facts?.traefik?.addresses ?? [] : [];
  // A name of a load balancer has addresses that nobody knows here.
  return addresses.length > 0 && addresses.every(isAddress)
    ? addresses
    : undefined;
}

/** What DNS says, and where the ingress is, when the two have nothing in common. */
export function pointsElsewhere(
  context: Context,
): { got: string[]; want: string[] } | undefined {
  const got = context.sights.endpoint.facts?.resolved;
  const want = ingressAddresses(context);
  return got &&
    want &&
    got.length > 0 &&
    !got.some(address => want.includes(address))
    ? { got, want }
    : undefined;
}

function isAddress(text: string): boolean {
  return /^[0-9.]+$/.test(text) || text.includes(':');
}

function words(addresses: string[]): string {
  return addresses.slice(0, MOST).join(', ');
}

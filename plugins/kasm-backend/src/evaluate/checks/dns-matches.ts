import { endpointWorks } from '../endpoint';
import { ingressAddresses, pointsElsewhere } from '../findings/dns-wrong';
import { notSeen, type CheckRule } from './check';

export const dnsMatches: CheckRule = {
  id: 'dns-matches',
  check(context) {
    const { visible, facts, reason } = context.sights.endpoint;
    if (!visible || !facts) {
      return notSeen(reason);
    }
    const { resolved, failedAt } = facts;
    if (failedAt === 'dns') {
      return { result: 'fail', evidence: facts.reason ?? 'Not resolved.' };
    }
    if (!resolved?.length) {
      return {
        result: 'unknown',
        evidence: 'The portal’s resolver does not know it.',
      };
    }
    const astray = pointsElsewhere(context);
    if (astray) {
      return {
        result: 'fail',
        evidence: `${astray.got.slice(0, 3).join(', ')}, not ${astray.want
          .slice(0, 3)
          .join(', ')}`,
      };
    }
    // Where the ingress is not known, Kasm's answer from there says as much.
    const known =
      ingressAddresses(context) !== undefined ||
      (endpointWorks(context) && resolved.includes(facts.addresses[0]));
    return {
      result: known ? 'pass' : 'unknown',
      evidence: known
        ? resolved[0]
        : `It resolves to ${resolved[0]}; the ingress’ address is not known.`,
    };
  },
};

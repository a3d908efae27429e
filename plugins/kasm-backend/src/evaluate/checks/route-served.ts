import { backendProblem } from '../backendProblem';
import { endpointWorks } from '../endpoint';
import { routeProblem } from '../routeProblem';
import { notSeen, type CheckRule } from './check';

export const routeServed: CheckRule = {
  id: 'route-served',
  check(context) {
    const { deployment, sights } = context;
    const { visible, facts, reason } = sights.ingress;
    if (!visible || !facts) {
      return notSeen(reason);
    }
    if (!facts.route && deployment.delivery === 'external') {
      return {
        result: 'skipped',
        evidence: 'There is no route; it may be reached otherwise.',
      };
    }
    const problem =
      routeProblem(facts, deployment, endpointWorks(context))?.text ??
      backendProblem(context, facts, sights.endpoint.facts?.rootStatus);
    if (problem !== undefined) {
      return { result: 'fail', evidence: problem };
    }
    // Without Traefik there is nothing to compare an IngressRoute with.
    const compared = facts.route?.kind === 'HTTPRoute' || facts.traefik;
    return {
      result: compared ? 'pass' : 'unknown',
      evidence: compared
        ? `${facts.route?.kind} ${facts.route?.name}`
        : 'Traefik is not seen.',
    };
  },
};

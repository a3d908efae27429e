import { isShortRead } from '../findings/traefik-timeout-short';
import { notSeen, type CheckRule } from './check';

export const timeoutsEnough: CheckRule = {
  id: 'timeouts-enough',
  check({ deployment, sights }) {
    const { visible, facts, reason } = sights.ingress;
    if (!visible || !facts) {
      return notSeen(reason);
    }
    const { traefik } = facts;
    if (!traefik) {
      return deployment.routeKind === 'HTTPRoute'
        ? { result: 'skipped', evidence: 'There is no Traefik to look at.' }
        : notSeen(undefined);
    }
    const { seconds, from } = traefik.timeouts.read;
    if (seconds === undefined) {
      return { result: 'unknown', evidence: 'Traefik reads it from a file.' };
    }
    return {
      result: isShortRead(seconds) ? 'fail' : 'pass',
      evidence: `${seconds === 0 ? 'no limit' : `${seconds} s`} (${from})`,
    };
  },
};

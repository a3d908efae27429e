import { proxyExposed } from '../findings/proxy-exposed';
import { notSeen, type CheckRule } from './check';

export const notExposedTwice: CheckRule = {
  id: 'not-exposed-twice',
  check(context) {
    const { visible, facts, reason } = context.sights.controlPlane;
    if (!visible || !facts) {
      return notSeen(reason);
    }
    if (facts.exposures === undefined) {
      return notSeen('Services may not be read.');
    }
    const [exposed] = proxyExposed.find(context);
    return exposed
      ? { result: 'fail', evidence: exposed.title }
      : { result: 'pass', evidence: 'Only Traefik leads to it.' };
  },
};

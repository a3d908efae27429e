import { lifeOf } from '../certificates';
import { covers } from '../findings/certificate-names-differ';
import { notSeen, type CheckRule } from './check';

const DAY = 24 * 3600;
const WEEK = 7 * DAY;

export const tlsValid: CheckRule = {
  id: 'tls-valid',
  check({ deployment, sights, ages }) {
    const { visible, facts, reason } = sights.endpoint;
    if (!visible || !facts) {
      return notSeen(reason);
    }
    const { served } = facts;
    if (!served) {
      return facts.failedAt === 'tls'
        ? { result: 'fail', evidence: facts.reason ?? 'TLS fails.' }
        : notSeen(facts.reason);
    }
    if (!served.trusted) {
      return { result: 'fail', evidence: served.problem ?? 'Not trusted.' };
    }
    if (!served.names.some(name => covers(name, deployment.host))) {
      return {
        result: 'fail',
        evidence: `It names ${served.names.slice(0, 3).join(', ')}.`,
      };
    }
    const life = lifeOf(served) ?? Infinity;
    // Vault may give hours: then a third of the life is to be left, and a moment to renew it.
    const least = life < 21 * DAY ? life / 4 : WEEK;
    const soon = ages.passed(served.notAfter, -least);
    return {
      result: soon ? 'fail' : 'pass',
      evidence: `Until ${served.notAfter.slice(0, 10)}`,
    };
  },
};

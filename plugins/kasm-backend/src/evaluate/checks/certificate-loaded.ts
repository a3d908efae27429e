import {
  CERTIFICATE_READERS,
  withOldCertificate,
} from '../findings/certificate-not-reloaded';
import { notSeen, type CheckRule } from './check';

export const certificateLoaded: CheckRule = {
  id: 'certificate-loaded',
  check(context) {
    const { certificate, controlPlane } = context.sights;
    const blind = [certificate, controlPlane].find(
      ({ visible, facts }) => !visible || !facts,
    );
    if (blind) {
      return notSeen(blind.reason);
    }
    if (!certificate.facts?.present) {
      return { result: 'skipped', evidence: 'There is no Certificate.' };
    }
    const old = withOldCertificate(context);
    if (old.length > 0) {
      return {
        result: 'fail',
        evidence: `${old.map(({ component }) => component).join(', ')}: ${
          old[0].startedAt
        }, before ${certificate.facts.issuedAt ?? certificate.facts.notBefore}`,
      };
    }
    const runs = controlPlane.facts?.pods.some(
      ({ component, containers }) =>
        CERTIFICATE_READERS.includes(component ?? '') &&
        containers.some(one => !one.init && one.startedAt !== undefined),
    );
    return runs && certificate.facts.notBefore !== undefined
      ? { result: 'pass', evidence: 'In use' }
      : { result: 'unknown', evidence: 'Nothing that serves it runs.' };
  },
};

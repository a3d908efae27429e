import type { CheckRule } from './check';

/** Their environment refers to the Secret, so that they cannot have started without it. */
const READERS = ['guac', 'rdp-gateway', 'rdp-https-gateway'];

/** The reader may not read Secrets, so this is inferred. */
export const adminSecretPresent: CheckRule = {
  id: 'admin-secret-present',
  check({ deployment, sights }) {
    const { visible, facts, reason } = sights.controlPlane;
    const { adminSecret } = deployment;
    const started = (facts?.pods ?? []).find(
      ({ component, containers }) =>
        READERS.includes(component ?? '') &&
        containers.some(
          ({ init, state }) =>
            !init && (state === 'running' || state === 'terminated'),
        ),
    );
    if (!visible || !started) {
      return {
        result: 'unknown',
        evidence:
          (visible ? undefined : reason) ??
          'No pod that needs it has started; Secrets themselves are not read.',
      };
    }
    return {
      result: 'pass',
      evidence: `${started.component} could not have started without the Secret ${adminSecret}.`,
    };
  },
};

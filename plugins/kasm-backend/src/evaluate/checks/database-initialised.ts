import { notSeen, type CheckRule } from './check';

export const databaseInitialised: CheckRule = {
  id: 'database-initialised',
  check({ sights }) {
    const { visible, facts, reason } = sights.controlPlane;
    if (!visible || !facts) {
      return notSeen(reason);
    }
    // Its init container ends only when it finds Kasm's tables.
    const api = facts.workloads.filter(({ component }) => component === 'api');
    if (api.some(({ available }) => available > 0)) {
      return { result: 'pass', evidence: 'The API found its tables.' };
    }
    const started = facts.pods.some(
      ({ component, containers }) =>
        component === 'api' &&
        containers.some(
          ({ init, startedAt, restarts }) =>
            !init && (startedAt !== undefined || restarts > 0),
        ),
    );
    return started
      ? notSeen('The API started once, and is not available now.')
      : { result: 'fail', evidence: 'The API has not got past its init.' };
  },
};

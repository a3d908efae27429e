import type { PreparedRun } from '../run/RunContext';
import { publicUrl } from '../create/outputs';
import { waitFor } from '../run/waitFor';

/** One good answer may come from a pod that is about to go. */
const IN_A_ROW = 3;

/** Waits until the public host answers as Kasm does, from where the portal is. */
export function waitForEndpoint(run: PreparedRun): Promise<void> {
  const url = publicUrl(run);
  let good = 0;
  return waitFor<void>(run, {
    about: 'public host',
    deadline: run.deadlines.endpoint,
    advice: `Try curl -sI ${url} from elsewhere; see the runbook on routes, certificates and DNS`,
    async look(signal) {
      const problem = await endpointProblem(run, signal);
      good = problem ? 0 : good + 1;
      if (good >= IN_A_ROW) {
        return { done: true, value: undefined, progress: `${url} answers` };
      }
      return { done: false, progress: problem ?? `${url} begins to answer` };
    },
  });
}

async function endpointProblem(
  { probe, names, cluster }: PreparedRun,
  signal: AbortSignal,
): Promise<string | undefined> {
  try {
    const root = await probe(names.host, '/', cluster.ingress, signal);
    if (root.status !== 200) {
      return `${names.host} answers ${root.status}${meaning(root.status)}`;
    }
    const health = await probe(
      names.host,
      '/api/__healthcheck',
      cluster.ingress,
      signal,
    );
    return health.status === 200 && isHealthy(health.body)
      ? undefined
      : `the API's health check answers ${health.status}`;
  } catch (error) {
    signal.throwIfAborted();
    const { code, message } = error as NodeJS.ErrnoException;
    return `${names.host} cannot be reached from the portal (${
      code ?? message
    })`;
  }
}

function meaning(status: number): string {
  if (status === 404) {
    return ': Traefik does not serve this host yet';
  }
  return status >= 500 ? ': Traefik does not reach Kasm behind it' : '';
}

function isHealthy(body: string): boolean {
  try {
    return JSON.parse(body).ok === true;
  } catch {
    return false;
  }
}

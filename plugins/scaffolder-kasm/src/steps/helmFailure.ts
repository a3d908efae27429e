import {
  redactLine,
  resources,
  type KubeObject,
} from '@kasm-portal/backstage-plugin-kasm-node';
import type { PreparedRun } from '../run/RunContext';

interface Terminated {
  exitCode: number;
  message?: string;
}

interface HelmPod extends KubeObject {
  status?: {
    containerStatuses?: Array<{
      name: string;
      state?: { terminated?: Terminated };
      lastState?: { terminated?: Terminated };
    }>;
  };
}

/** Errors that no retry cures: values that the chart refuses, objects of somebody else. */
const FINAL =
  /meet the specifications of the schema|execution error at \(|additional propert|invalid ownership metadata|cannot be imported into the current release/i;

/** Long enough for Helm's sentence. */
const LIMIT = 400;

/** Why Helm's container ended last; undefined while nothing went wrong. */
export async function helmFailure(
  run: PreparedRun,
  signal: AbortSignal,
): Promise<{ message: string; final: boolean } | undefined> {
  const { items } = await run.client.list<HelmPod>(resources.pods, {
    namespace: run.cluster.systemNamespace,
    labelSelector: `helmcharts.helm.cattle.io/chart=${run.names.release}`,
    signal,
  });
  for (const pod of items) {
    const helm = pod.status?.containerStatuses?.find(
      ({ name }) => name === 'helm',
    );
    const ended = helm?.state?.terminated ?? helm?.lastState?.terminated;
    if (ended && ended.exitCode !== 0) {
      // The end of a log, and it goes into another one.
      const text = (ended.message ?? '').replace(/\s+/g, ' ').trim();
      return {
        message: redactLine(text, LIMIT) ?? `exit code ${ended.exitCode}`,
        final: FINAL.test(text),
      };
    }
  }
  return undefined;
}

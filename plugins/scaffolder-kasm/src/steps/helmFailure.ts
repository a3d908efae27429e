import {
  redactLine,
  redactLog,
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

/** How Helm ended without success. */
export interface HelmFailure {
  /** One line. */
  message: string;
  /** No retry cures it. */
  final: boolean;
  /** Last lines of its log; empty when that cannot be read any more. */
  lines: string[];
}

/** Errors that no retry cures: values that the chart refuses, objects of somebody else, a release left failed. */
const FINAL =
  /waiting for operator intervention|meet the specifications of the schema|execution error at \(|additional propert|invalid ownership metadata|cannot be imported into the current release/i;

/** Long enough for Helm's sentence. */
const LIMIT = 400;
const LINES = 30;

/**
 * Watches how Helm ends. The first failure is the one that tells something: the controller starts the
 * same pod again, whose next message is only that somebody has to intervene.
 */
export class HelmFailures {
  /** The first since this was made. */
  first: HelmFailure | undefined;
  private readonly old: Promise<Set<string>>;

  /** @param sinceEver - what an earlier run left is an answer to this one too */
  constructor(
    private readonly run: PreparedRun,
    { sinceEver = false }: { sinceEver?: boolean } = {},
  ) {
    this.old = sinceEver
      ? Promise.resolve(new Set())
      : this.pods(run.signal).then(
          pods => new Set(pods.filter(ended).map(uidOf)),
          () => new Set(),
        );
  }

  /** To be awaited before anything is written. */
  async ready(): Promise<void> {
    await this.old;
  }

  async look(signal: AbortSignal): Promise<HelmFailure | undefined> {
    if (this.first) {
      return this.first;
    }
    const old = await this.old;
    for (const pod of await this.pods(signal)) {
      const end = ended(pod);
      if (end && !old.has(uidOf(pod))) {
        // The end of a log, and it goes into another one.
        const text = (end.terminated.message ?? '').replace(/\s+/g, ' ').trim();
        this.first = {
          message:
            redactLine(text, LIMIT) ?? `exit code ${end.terminated.exitCode}`,
          final: FINAL.test(text),
          lines: await this.log(pod, end.restarted, signal),
        };
        return this.first;
      }
    }
    return undefined;
  }

  private async pods(signal: AbortSignal): Promise<HelmPod[]> {
    const { items } = await this.run.client.list<HelmPod>(resources.pods, {
      namespace: this.run.cluster.systemNamespace,
      labelSelector: `helmcharts.helm.cattle.io/chart=${this.run.names.release}`,
      signal,
    });
    return items;
  }

  private async log(
    pod: HelmPod,
    previous: boolean,
    signal: AbortSignal,
  ): Promise<string[]> {
    try {
      const text = await this.run.client.podLog(pod.metadata.name, {
        namespace: this.run.cluster.systemNamespace,
        container: 'helm',
        tailLines: LINES,
        previous,
        signal,
      });
      return redactLog(text).slice(-LINES);
    } catch {
      // without the right to read it, or gone: the message has to do
      signal.throwIfAborted();
      return [];
    }
  }
}

/** How the container `helm` ended without success; undefined while it did not. */
function ended(
  pod: HelmPod,
): { terminated: Terminated; restarted: boolean } | undefined {
  const helm = pod.status?.containerStatuses?.find(
    ({ name }) => name === 'helm',
  );
  const now = helm?.state?.terminated;
  const before = helm?.lastState?.terminated;
  if (before && before.exitCode !== 0) {
    return { terminated: before, restarted: true };
  }
  return now && now.exitCode !== 0
    ? { terminated: now, restarted: false }
    : undefined;
}

function uidOf({ metadata }: KubeObject): string {
  return metadata.uid ?? metadata.name;
}

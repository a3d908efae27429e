import {
  resources,
  type KubeClient,
  type KubeObject,
} from '@kasm-portal/backstage-plugin-kasm-node';
import { isDeepStrictEqual } from 'node:util';
import type { ControlPlaneFacts } from '../observation/Observation';
import { quantity } from './quantity';

type Usage = NonNullable<ControlPlaneFacts['usage']>;

/** Milliseconds: a metrics server itself measures four times as often. */
const PAUSE = 60_000;
/** Milliseconds until it is asked again where it is not installed, or not for us. */
const LONG_PAUSE = 600_000;
/** Milliseconds that an answer may take. */
const DEADLINE = 5_000;
/** Thousandths of a core, and bytes: what differs by less is noise. */
const CPU_STEP = 50;
const MEMORY_STEP = 64 * 1024 ** 2;

type PodMetrics = KubeObject & {
  containers?: Array<{ usage?: { cpu?: string; memory?: string } }>;
};

/**
 * What the pods of a release use, by component, from the metrics server where there is one. That has no
 * watch, so it is asked once a minute; where it is not installed or refuses, that is nobody's trouble.
 *
 * @internal
 */
export class UsageWatch {
  private readonly stopping = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  private last: Usage | undefined;

  constructor(
    private readonly options: {
      client: KubeClient;
      namespace: string;
      release: string;
      changed: () => void;
    },
  ) {}

  get usage(): Usage | undefined {
    return this.last;
  }

  start(): void {
    this.look();
  }

  stop(): void {
    this.stopping.abort();
    clearTimeout(this.timer);
  }

  private async look(): Promise<void> {
    const usage = await this.ask();
    if (this.stopping.signal.aborted) {
      return;
    }
    this.timer = setTimeout(() => this.look(), usage ? PAUSE : LONG_PAUSE);
    this.timer.unref?.();
    if (!isDeepStrictEqual(usage, this.last)) {
      this.last = usage;
      this.options.changed();
    }
  }

  private async ask(): Promise<Usage | undefined> {
    const { client, namespace, release } = this.options;
    try {
      const { items } = await client.list<PodMetrics>(resources.podMetrics, {
        namespace,
        labelSelector: `app.kubernetes.io/instance=${release}`,
        deadline: DEADLINE,
        signal: this.stopping.signal,
      });
      return usageOf(items);
    } catch {
      return undefined;
    }
  }
}

/** The sums of each component's pods, rounded to steps. */
export function usageOf(items: PodMetrics[]): Usage {
  const sums = new Map<string, { cpu: number; memory: number }>();
  for (const { metadata, containers } of items) {
    const component = metadata.labels?.['app.kubernetes.io/component'];
    if (component !== undefined) {
      const sum = sums.get(component) ?? { cpu: 0, memory: 0 };
      for (const { usage } of containers ?? []) {
        sum.cpu += (quantity(usage?.cpu) ?? 0) * 1000;
        sum.memory += quantity(usage?.memory) ?? 0;
      }
      sums.set(component, sum);
    }
  }
  return [...sums]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([component, { cpu, memory }]) => ({
      component,
      cpu: rounded(cpu, CPU_STEP),
      memory: rounded(memory, MEMORY_STEP),
    }));
}

function rounded(value: number, step: number): number {
  return Math.round(value / step) * step;
}

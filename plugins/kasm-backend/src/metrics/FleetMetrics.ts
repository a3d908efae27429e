import type {
  MetricsService,
  MetricsServiceObservable,
  MetricsServiceObservableCallback,
} from '@backstage/backend-plugin-api/alpha';
import type { Observatory } from '../service/Observatory';
import { HEALTHS, SERIES, type Measured, type Take } from './series';

/** Deployments that are measured one by one: each costs about thirty series. */
const MOST_DEPLOYMENTS = 2_000;

/** Milliseconds for which a removed deployment is said to have no health. */
const FAREWELL = 60_000;

/** What it looks at; an {@link Observatory} is such a thing. */
export type Fleet = Pick<
  Observatory,
  'statuses' | 'observation' | 'watchesByCluster' | 'descriptors'
>;

/**
 * The numbers that Kasm itself does not offer to Prometheus. All are read from memory when somebody
 * collects them, and cost nothing while nobody does.
 *
 * @internal
 */
export class FleetMetrics {
  private readonly registered: Array<() => void> = [];
  private known = new Set<string>();
  private readonly gone = new Map<string, number>();

  constructor(
    private readonly options: {
      metrics: MetricsService;
      fleet: Fleet;
      /** Instead of the limit of deployments. */
      most?: number;
      now?: () => number;
    },
  ) {}

  start(): void {
    const { metrics, fleet } = this.options;
    for (const { name, description, read } of SERIES) {
      this.observe(
        metrics.createObservableGauge(name, { description }),
        result => {
          for (const { ref, measured } of this.measured()) {
            const take: Take = (value, labels) =>
              result.observe(value, { deployment: ref, ...labels });
            read(measured, take);
          }
          if (name === 'kasm_deployment_health') {
            // Some exporters repeat the last value for ever: nobody is to be woken for what is no more.
            for (const ref of this.removed()) {
              HEALTHS.forEach(health =>
                result.observe(0, { deployment: ref, health }),
              );
            }
          }
        },
      );
    }
    this.observe(
      metrics.createObservableGauge('kasm_deployments', {
        description: 'Deployments that the portal knows',
      }),
      result => result.observe(fleet.statuses.all().length),
    );
    this.observe(
      metrics.createObservableGauge('kasm_descriptors_seen', {
        description: 'Whether the portal sees which deployments a cluster has',
      }),
      result => {
        for (const [cluster, { state }] of Object.entries(
          fleet.descriptors(),
        )) {
          const seen = state === 'ok' || state === 'empty';
          result.observe(seen ? 1 : 0, { cluster });
        }
      },
    );
    this.observe(
      metrics.createObservableGauge('kasm_watches', {
        description: 'Watches that are open on a cluster',
      }),
      result =>
        fleet
          .watchesByCluster()
          .forEach(({ cluster, open }) => result.observe(open, { cluster })),
    );
    this.observe(
      metrics.createObservableCounter('kasm_watch_restarts_total', {
        description:
          'How often a watch on a cluster was begun anew; servers end each every few minutes',
      }),
      result =>
        fleet
          .watchesByCluster()
          .forEach(({ cluster, restarts }) =>
            result.observe(restarts, { cluster }),
          ),
    );
  }

  stop(): void {
    this.registered.splice(0).forEach(remove => remove());
  }

  private observe(
    instrument: MetricsServiceObservable,
    callback: MetricsServiceObservableCallback,
  ): void {
    instrument.addCallback(callback);
    this.registered.push(() => instrument.removeCallback(callback));
  }

  private measured(): Array<{ ref: string; measured: Measured }> {
    const { fleet, most = MOST_DEPLOYMENTS } = this.options;
    return fleet.statuses
      .all()
      .slice(0, most)
      .map(({ item: { ref }, document }) => ({
        ref,
        measured: {
          status: document,
          get observation() {
            return fleet.observation(ref);
          },
        },
      }));
  }

  /** Deployments that were measured before and are no more. */
  private removed(): string[] {
    const now = (this.options.now ?? Date.now)();
    const current = new Set(this.measured().map(({ ref }) => ref));
    for (const ref of this.known) {
      if (!current.has(ref)) {
        this.gone.set(ref, now + FAREWELL);
      }
    }
    for (const [ref, until] of this.gone) {
      if (now > until || current.has(ref)) {
        this.gone.delete(ref);
      }
    }
    this.known = current;
    return [...this.gone.keys()];
  }
}

/**
 * For the time that judgements take; to be given to what judges.
 *
 * @internal
 */
export function evaluationTimer(
  metrics: MetricsService,
): (seconds: number) => void {
  const histogram = metrics.createHistogram('kasm_evaluation_seconds', {
    description: 'How long it took to judge one deployment',
    advice: {
      explicitBucketBoundaries: [
        0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.05, 0.25,
      ],
    },
  });
  return seconds => histogram.record(seconds);
}

import type {
  MetricAttributes,
  MetricsService,
  MetricsServiceObservableCallback,
} from '@backstage/backend-plugin-api/alpha';
import { metricsServiceMock } from '@backstage/backend-test-utils/alpha';
import { judged } from '../evaluate/__fixtures__/judge';
import { healthyObservation } from '../evaluate/__fixtures__/healthyObservation';
import { TROUBLE } from '../evaluate/__fixtures__/trouble';
import type { DeploymentFacts, Observation } from '../observation/Observation';
import { StatusStore } from '../service/StatusStore';
import { evaluationTimer, FleetMetrics, type Fleet } from './FleetMetrics';

/** A metrics service that is asked when somebody collects. */
function collector() {
  const callbacks = new Map<string, Set<MetricsServiceObservableCallback>>();
  const observable = (name: string) => {
    const set = callbacks.get(name) ?? new Set();
    callbacks.set(name, set);
    return {
      addCallback: (each: MetricsServiceObservableCallback) => set.add(each),
      removeCallback: (each: MetricsServiceObservableCallback) =>
        set.delete(each),
    };
  };
  const recorded: Array<[name: string, value: number]> = [];
  const service: MetricsService = metricsServiceMock.mock({
    createObservableGauge: observable,
    createObservableCounter: observable,
    createHistogram: name => ({
      record: value => void recorded.push([name, value]),
    }),
  });
  return {
    service,
    recorded,
    /** As Prometheus would show it. */
    collect(): string[] {
      return [...callbacks].flatMap(([name, set]) =>
        [...set].flatMap(callback => {
          const lines: string[] = [];
          callback({
            observe: (value: number, labels: MetricAttributes = {}) =>
              lines.push(
                `${name}{${Object.entries(labels)
                  .map(([label, text]) => `${label}=${text}`)
                  .join(',')}} ${value}`,
              ),
          });
          return lines;
        }),
      );
    },
  };
}

const facts = (name: string): DeploymentFacts => ({
  ...healthyObservation().deployment,
  name,
});

function fleet(...names: string[]) {
  const statuses = new StatusStore();
  const of: Fleet = {
    statuses,
    observation: () => {
      const observation = healthyObservation();
      observation.endpoint.facts!.timings = { tls: 20, root: 35 };
      return observation;
    },
    watchesByCluster: () => [{ cluster: 'rke2', open: 12, restarts: 3 }],
    descriptors: () => ({ rke2: { state: 'ok' }, other: { state: 'stale' } }),
  };
  const see = (
    name: string,
    change: (observation: Observation) => void = () => {},
  ) => {
    const status = judged(observation => {
      observation.deployment = facts(name);
      change(observation);
    });
    statuses.put(`rke2/${name}`, facts(name), status);
    return status;
  };
  names.forEach(name => see(name));
  return { of, statuses, see };
}

describe('FleetMetrics', () => {
  it('measures each deployment from memory', () => {
    const { service, collect } = collector();
    const { of, see } = fleet('a');
    const down = see('b', TROUBLE['database-down']);
    new FleetMetrics({ metrics: service, fleet: of }).start();

    const lines = collect();

    expect(lines).toEqual(
      expect.arrayContaining([
        'kasm_deployment_health{deployment=rke2/a,health=healthy} 1',
        'kasm_deployment_health{deployment=rke2/a,health=down} 0',
        'kasm_deployment_health{deployment=rke2/b,health=down} 1',
        'kasm_deployment_findings{deployment=rke2/b,severity=critical} 1',
        'kasm_source_seen{deployment=rke2/a,source=database} 1',
        'kasm_agents_ready{deployment=rke2/a} 2',
        'kasm_agents_desired{deployment=rke2/a} 2',
        'kasm_database_instances_ready{deployment=rke2/a} 3',
        `kasm_database_instances_ready{deployment=rke2/b} ${
          down.database!.ready
        }`,
        'kasm_endpoint_seconds{deployment=rke2/a,step=root} 0.035',
        'kasm_deployments{} 2',
        'kasm_descriptors_seen{cluster=rke2} 1',
        'kasm_descriptors_seen{cluster=other} 0',
        'kasm_watches{cluster=rke2} 12',
        'kasm_watch_restarts_total{cluster=rke2} 3',
      ]),
    );
    expect(
      lines.filter(line => line.startsWith('kasm_certificate_expiry')),
    ).toHaveLength(2);
  });

  it('leaves out numbers that nobody sees now, however well they were known', () => {
    const { service, collect } = collector();
    const { of, see } = fleet();
    see('a', observation => {
      for (const source of [
        'agentVms',
        'database',
        'kasmApi',
        'endpoint',
      ] as const) {
        observation[source].state = 'unreachable';
      }
    });
    new FleetMetrics({ metrics: service, fleet: of }).start();

    const names = new Set(collect().map(line => line.replace(/\{.*/, '')));
    expect(
      [...names].filter(name =>
        /^kasm_(agents|database|sessions|free|endpoint)/.test(name),
      ),
    ).toEqual([]);
    expect(collect()).toContain(
      'kasm_source_seen{deployment=rke2/a,source=database} 0',
    );
  });

  it('names deployments and clusters, and nobody and nothing else', () => {
    const { service, collect } = collector();
    const { of, see } = fleet();
    for (const [id, change] of Object.entries(TROUBLE)) {
      see(`x-${id}`.slice(0, 20), change);
    }
    new FleetMetrics({ metrics: service, fleet: of }).start();

    const labels = new Set(
      collect().flatMap(line =>
        [...line.matchAll(/([a-z]+)=([^,}]*)/g)].map(([, label, value]) =>
          label === 'deployment' ? label : `${label}=${value}`,
        ),
      ),
    );

    expect([...labels].join(' ')).toMatch(
      /^((deployment|(health|severity|source|step)=[a-zA-Z]+|cluster=(rke2|other)) ?)+$/,
    );
  });

  it('says that a removed deployment has no health, and then nothing', () => {
    let now = 0;
    const { service, collect } = collector();
    const { of, statuses } = fleet('a', 'b');
    new FleetMetrics({
      metrics: service,
      fleet: of,
      now: () => now,
    }).start();
    const ofB = () => collect().filter(line => line.includes('rke2/b'));
    expect(ofB().length).toBeGreaterThan(5);

    statuses.delete('rke2/b');
    expect(new Set(ofB().map(line => line.replace(/,health=\w+/, '')))).toEqual(
      new Set(['kasm_deployment_health{deployment=rke2/b} 0']),
    );
    now = 61_000;
    expect(ofB()).toEqual([]);
  });

  it('measures no more deployments than it may, and says how many there are', () => {
    const { service, collect } = collector();
    const { of } = fleet('a', 'b', 'c');
    new FleetMetrics({ metrics: service, fleet: of, most: 2 }).start();

    expect(
      collect().filter(line => line.startsWith('kasm_agents_ready')),
    ).toHaveLength(2);
    expect(collect()).toContain('kasm_deployments{} 3');
  });

  it('measures nothing after its end', () => {
    const { service, collect } = collector();
    const metrics = new FleetMetrics({
      metrics: service,
      fleet: fleet('a').of,
    });
    metrics.start();
    metrics.stop();

    expect(collect()).toEqual([]);
  });

  it('keeps how long judgements took', () => {
    const { service, recorded } = collector();
    evaluationTimer(service)(0.0002);

    expect(recorded).toEqual([['kasm_evaluation_seconds', 0.0002]]);
  });
});

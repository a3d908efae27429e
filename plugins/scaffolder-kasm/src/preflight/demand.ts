import { DATABASE_SIZES } from '@kasm-portal/backstage-plugin-kasm-common/manifests';
import type { KasmDeploymentSpec } from '@kasm-portal/backstage-plugin-kasm-common/spec';
import { quantity } from './quantity';

/** Pods that look alike, and the volume of each. */
export interface PodDemand {
  what: string;
  count: number;
  requests: Partial<Record<'cpu' | 'memory', string>>;
  limits: Partial<Record<'cpu' | 'memory', string>>;
  storage?: string;
}

/** As the chart's templates have it; the size changes only how many there are. */
const COMPONENT = {
  requests: { cpu: '150m', memory: '64Mi' },
  limits: { cpu: '500m', memory: '512Mi' },
};
const GUAC = {
  requests: { cpu: '500m', memory: '64Mi' },
  limits: { cpu: '1', memory: '512Mi' },
};
const REPLICAS = { small: 1, medium: 2, large: 3 };
const PROXIES = { small: 1, medium: 2, large: 4 };

/** What Kasm's control plane asks of its namespace. */
export function controlPlaneDemand({ size }: KasmDeploymentSpec): PodDemand[] {
  return [
    {
      what: 'api, manager and gateways',
      count: 4 * REPLICAS[size],
      ...COMPONENT,
    },
    { what: 'guac', count: REPLICAS[size], ...GUAC },
    { what: 'proxy', count: PROXIES[size], ...COMPONENT },
  ];
}

/** What the database asks of its namespace. */
export function databaseDemand({
  size,
  database,
}: KasmDeploymentSpec): PodDemand[] {
  const { cpu, memory, memoryLimit } = DATABASE_SIZES[size];
  return [
    {
      what: 'database instances',
      count: database.instances,
      requests: { cpu, memory },
      limits: { memory: memoryLimit },
      storage: database.storageSize,
    },
  ];
}

/** The same as the keys of a ResourceQuota. */
export function totals(demands: PodDemand[]): Map<string, number> {
  const sums = new Map<string, number>();
  const add = (key: string, amount: number) =>
    sums.set(key, (sums.get(key) ?? 0) + amount);
  for (const { count, requests, limits, storage } of demands) {
    add('pods', count);
    add('count/pods', count);
    for (const [name, amount] of Object.entries(requests)) {
      const sum = count * (quantity(amount) ?? 0);
      add(name, sum);
      add(`requests.${name}`, sum);
    }
    for (const [name, amount] of Object.entries(limits)) {
      add(`limits.${name}`, count * (quantity(amount) ?? 0));
    }
    if (storage) {
      add('requests.storage', count * (quantity(storage) ?? 0));
      add('persistentvolumeclaims', count);
    }
  }
  return sums;
}

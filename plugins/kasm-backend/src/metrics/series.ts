import type {
  Health,
  Severity,
  StatusDocument,
} from '@kasm-portal/backstage-plugin-kasm-common';
import { counting } from '../evaluate/health';
import { seenNow } from '../evaluate/seenNow';
import type { Observation } from '../observation/Observation';

/** What one deployment's numbers are read from. */
export interface Measured {
  status: StatusDocument;
  observation: Observation | undefined;
}

/** Takes one number, with labels besides the deployment. */
export type Take = (value: number, labels?: Record<string, string>) => void;

/** A number of each deployment, or several that differ in a label with few values. */
export interface Series {
  name: string;
  description: string;
  read(measured: Measured, take: Take): void;
}

export const HEALTHS: Health[] = [
  'healthy',
  'progressing',
  'degraded',
  'down',
  'unknown',
];

const SEVERITIES: Severity[] = ['critical', 'error', 'warning'];

function number(
  name: string,
  description: string,
  of: (measured: Measured) => number | undefined,
): Series {
  return {
    name,
    description,
    read(measured, take) {
      const value = of(measured);
      if (value !== undefined && Number.isFinite(value)) {
        take(value);
      }
    },
  };
}

const health: Series = {
  name: 'kasm_deployment_health',
  description:
    '1 for the health that the deployment has, 0 for all others; unknown is not healthy',
  read: ({ status }, take) =>
    HEALTHS.forEach(each =>
      take(status.health === each ? 1 : 0, { health: each }),
    ),
};

const findings: Series = {
  name: 'kasm_deployment_findings',
  description:
    'Findings that count now, without those that another explains or that may pass',
  read({ status }, take) {
    const certain = counting(status.findings).filter(
      ({ settling }) => !settling,
    );
    SEVERITIES.forEach(severity =>
      take(certain.filter(each => each.severity === severity).length, {
        severity,
      }),
    );
  },
};

const sources: Series = {
  name: 'kasm_source_seen',
  description:
    'Whether the portal sees what it looks at; sources that are not configured or not installed are left out',
  read({ status }, take) {
    for (const [source, { state }] of Object.entries(status.sources)) {
      if (state !== 'notConfigured' && state !== 'notInstalled') {
        take(state === 'ok' || state === 'empty' ? 1 : 0, { source });
      }
    }
  },
};

const endpoint: Series = {
  name: 'kasm_endpoint_seconds',
  description:
    'How long each step of the last look at the public host took; a step that failed is absent',
  read({ observation, status }, take) {
    if (!seenNow(status).endpoint) {
      return;
    }
    const timings = observation?.endpoint.facts?.timings ?? {};
    for (const [step, milliseconds] of Object.entries(timings)) {
      if (typeof milliseconds === 'number') {
        take(milliseconds / 1000, { step });
      }
    }
  },
};

function expiry({ ingress }: StatusDocument): number | undefined {
  const notAfter =
    ingress?.endpoint?.served?.notAfter ?? ingress?.certificate?.notAfter;
  return notAfter === undefined ? undefined : Date.parse(notAfter) / 1000;
}

/** All that is said of each deployment. None of it names a person, an object in a cluster or an address. */
export const SERIES: Series[] = [
  health,
  findings,
  sources,
  endpoint,
  number(
    'kasm_agents_ready',
    'Agents that run',
    ({ status }) => seenNow(status).agents?.ready,
  ),
  number(
    'kasm_agents_desired',
    'Agents that are meant to run',
    ({ status }) => seenNow(status).agents?.desired,
  ),
  number(
    'kasm_database_instances_ready',
    'Database instances that are ready',
    ({ status }) => seenNow(status).database?.ready,
  ),
  number(
    'kasm_database_instances_desired',
    'Database instances that are meant to be',
    ({ status }) => seenNow(status).database?.desired,
  ),
  number(
    'kasm_sessions',
    'Sessions that run; needs an API key of Kasm',
    ({ status }) => seenNow(status).sessions?.now,
  ),
  number(
    'kasm_free_slots',
    'Sessions of the smallest workspace that still fit; needs an API key of Kasm',
    ({ status }) => seenNow(status).capacity?.slots,
  ),
  number(
    'kasm_certificate_expiry_timestamp_seconds',
    'When the certificate that browsers get ends, in seconds since 1970',
    ({ status }) => expiry(status),
  ),
  number(
    'kasm_api_calls',
    "Calls of Kasm's API in the last ten minutes",
    ({ observation }) => observation?.kasmApi.facts?.calls.made,
  ),
  number(
    'kasm_api_calls_failed',
    "Calls of Kasm's API in the last ten minutes that failed",
    ({ observation }) => observation?.kasmApi.facts?.calls.failed,
  ),
];

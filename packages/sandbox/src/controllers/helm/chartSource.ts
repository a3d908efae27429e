import type { Chart, Values } from './Chart';
import type { SourceTrouble } from './helmDisturbances';

/** Where CoreDNS answers. */
const DNS = '10.43.0.10:53';

/** A chart as a HelmChart asks for it. */
export interface FoundChart {
  chart: Chart;
  version: string;
  appVersion: string;
}

interface Source {
  host: string;
  /** What is fetched first. */
  url: string;
  oci: boolean;
}

function sourceOf({ chart = '', repo, version }: Values): Source | undefined {
  if (chart.startsWith('oci://')) {
    const [host, ...path] = chart.slice('oci://'.length).split('/');
    const url = `https://${host}/v2/${path.join('/')}/manifests/${
      version ?? 'latest'
    }`;
    return { host, url, oci: true };
  }
  const url = repo ? `${repo.replace(/\/$/, '')}/index.yaml` : undefined;
  return url && URL.canParse(url)
    ? { host: new URL(url).host, url, oci: false }
    : undefined;
}

const REASONS: Record<SourceTrouble, (source: Source) => string> = {
  unresolvable: ({ host }) =>
    `dial tcp: lookup ${host} on ${DNS}: no such host`,
  silent: () =>
    'context deadline exceeded (Client.Timeout exceeded while awaiting headers)',
  untrusted: () =>
    'tls: failed to verify certificate: x509: certificate signed by unknown authority',
  unauthorised: ({ url }) => `failed to fetch ${url} : 401 Unauthorized`,
  throttled: () =>
    'toomanyrequests: You have reached your unauthenticated pull rate limit',
};
/** Answers of a server; the others are about reaching one. */
const ANSWERS: SourceTrouble[] = ['unauthorised', 'throttled'];

function complaint(trouble: SourceTrouble, source: Source, repo: string) {
  const reason = REASONS[trouble](source);
  if (source.oci) {
    return ANSWERS.includes(trouble)
      ? `failed to perform "FetchReference" on source: ${reason}`
      : `failed to do request: Head "${source.url}": ${reason}`;
  }
  const cause = ANSWERS.includes(trouble)
    ? reason
    : `Get "${source.url}": ${reason}`;
  return `looks like "${repo}" is not a valid chart repository or cannot be reached: ${cause}`;
}

/** The chart of a name, with or without its repository. */
export function chartNamed(
  charts: Chart[],
  name: string = '',
): Chart | undefined {
  return charts.find(each => each.name === name.split('/').pop());
}

/** Hosts of public repositories that lack the chart although other charts come from there. */
function isElsewhere(charts: Chart[], chart: Chart, host: string): boolean {
  const knows = (each: Chart) => Boolean(each.sources?.includes(host));
  return charts.some(knows) && !knows(chart);
}

/**
 * The chart and version that a HelmChart asks for. Throws what Helm says when it cannot be had; names
 * that end with `.invalid` have no address anywhere.
 */
export function findChart(
  charts: Chart[],
  spec: Values,
  trouble: SourceTrouble | undefined,
): FoundChart {
  const { chart: name = '', repo = '' } = spec;
  const source = sourceOf(spec);
  const met = source?.host.split(':')[0].endsWith('.invalid')
    ? 'unresolvable'
    : trouble;
  if (source && met) {
    throw new Error(complaint(met, source, repo));
  }
  const chart = chartNamed(charts, name);
  const missing = !chart || (source && isElsewhere(charts, chart, source.host));
  const version = spec.version ?? Object.keys(chart?.versions ?? {}).pop();
  const appVersion = missing ? undefined : chart.versions[version];
  if (source?.oci && !appVersion) {
    throw new Error(
      `failed to perform "FetchReference" on source: GET "${source.url}": response status code 404: manifest unknown: manifest unknown`,
    );
  }
  if (missing) {
    throw new Error(
      `chart "${name}" not found${repo ? ` in ${repo} repository` : ''}`,
    );
  }
  if (!appVersion) {
    throw new Error(
      `chart "${name}" matching ${version} not found in ${
        repo || name
      } index. (try 'helm repo update'): no chart version found for ${name}-${version}`,
    );
  }
  return { chart, version, appVersion };
}

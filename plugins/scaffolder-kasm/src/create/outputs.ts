import type { JsonValue } from '@backstage/types';
import {
  entityName,
  RUNBOOK_ENTITY_REF,
} from '@kasm-portal/backstage-plugin-kasm-common';
import { parseEntityRef } from '@backstage/catalog-model';
import type { RunContext } from '../run/RunContext';

type Known = Pick<RunContext, 'spec' | 'names' | 'cluster'>;

/** `https://<host>/`, with the port where it is not 443. */
export function publicUrl({ names, cluster }: Known): string {
  const { port } = cluster.ingress;
  return `https://${names.host}${port === 443 ? '' : `:${port}`}/`;
}

/** Entity reference of the deployment in the catalog. */
export function deploymentEntityRef({ spec }: Known): string {
  return `component:default/${entityName(spec.cluster, spec.name)}`;
}

/** Address of the runbook, or of `<page>/#<anchor>` in it, relative to the portal. */
export function runbookUrl(section?: string): string {
  const { namespace, kind, name } = parseEntityRef(RUNBOOK_ENTITY_REF);
  return `/docs/${namespace}/${kind}/${name}${section ? `/${section}` : ''}`;
}

/** For a template's output: where a person goes from here. */
export function deploymentLinks(run: Known) {
  return [
    {
      title: 'Open in the catalog',
      icon: 'catalog',
      entityRef: deploymentEntityRef(run),
    },
    { title: 'Open Kasm', icon: 'dashboard', url: publicUrl(run) },
    { title: 'Runbook', icon: 'docs', url: runbookUrl() },
  ];
}

/** What the action hands on. Of secrets only where they are, never what they are. */
export function createOutputs(run: Known): Record<string, JsonValue> {
  const { names } = run;
  return {
    ref: names.ref,
    entityRef: deploymentEntityRef(run),
    url: publicUrl(run),
    runbookUrl: runbookUrl(),
    adminSecret: {
      namespace: names.namespace,
      name: names.adminSecret,
      key: 'admin-password',
    },
    links: deploymentLinks(run),
    remaining: remainingWork(run),
  };
}

/** What a person still has to do, in the order to do it. */
export function remainingWork({ spec, names }: Known): string[] {
  const { backups } = spec.database;
  return [
    `Sign in as admin@kasm.local with the password in key admin-password of Secret ${names.namespace}/${names.adminSecret}, and change it`,
    'Create a read-only API key, so that the portal sees sessions and agents',
    `Set the zone's Upstream Auth Address to ${names.host} before agents are scaled automatically`,
    spec.agents.pool
      ? 'Enable the agents that have joined, where no API key did: new agents register disabled'
      : 'Add agents and enable them: new agents register disabled',
    'Add a workspace registry',
    'Start a test session',
    ...(backups.method === 'none'
      ? ['Give the database backups: a lost volume is lost data until then']
      : []),
  ];
}

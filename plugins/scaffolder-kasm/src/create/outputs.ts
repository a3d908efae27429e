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

/** What the action hands on. Of secrets only where they are, never what they are. */
export function createOutputs(run: Known): Record<string, JsonValue> {
  const { names } = run;
  const entityRef = deploymentEntityRef(run);
  const url = publicUrl(run);
  const runbook = parseEntityRef(RUNBOOK_ENTITY_REF);
  const runbookUrl = `/docs/${runbook.namespace}/${runbook.kind}/${runbook.name}`;
  return {
    ref: names.ref,
    entityRef,
    url,
    runbookUrl,
    adminSecret: {
      namespace: names.namespace,
      name: names.adminSecret,
      key: 'admin-password',
    },
    links: [
      { title: 'Open in the catalog', icon: 'catalog', entityRef },
      { title: 'Open Kasm', icon: 'dashboard', url },
      { title: 'Runbook', icon: 'docs', url: runbookUrl },
    ],
    remaining: remainingWork(run),
  };
}

/** What a person still has to do, in the order to do it. */
export function remainingWork({ names }: Known): string[] {
  return [
    `Sign in as admin@kasm.local with the password in key admin-password of Secret ${names.namespace}/${names.adminSecret}, and change it`,
    'Create a read-only API key, so that the portal sees sessions and agents',
    `Set the zone's Upstream Auth Address to ${names.host} before agents are scaled automatically`,
    'Add agents and enable them: new agents register disabled',
    'Add a workspace registry',
    'Start a test session',
  ];
}

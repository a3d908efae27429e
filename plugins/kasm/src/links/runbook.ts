import { RUNBOOK_ENTITY_REF } from '@kasm-portal/backstage-plugin-kasm-common';
import { parseEntityRef } from '@backstage/catalog-model';

const { namespace, kind, name } = parseEntityRef(RUNBOOK_ENTITY_REF);

/**
 * Where the runbook is in TechDocs, without the portal's base path, which the router adds.
 *
 * @internal
 */
export const RUNBOOK_PATH = `/docs/${namespace}/${kind}/${name}/`;

const SECTION = /^[a-z0-9_-]+(\/[a-z0-9_-]+)*\/?(#[a-z0-9_-]+)?$/i;

/**
 * Path of a finding's section, `<page>/#<anchor>` below the runbook's root. Anything that is not of
 * that form leads to the front page, never elsewhere.
 *
 * @internal
 */
export function runbookPath(section: string): string {
  return SECTION.test(section) ? `${RUNBOOK_PATH}${section}` : RUNBOOK_PATH;
}

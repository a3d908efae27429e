import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  Entity,
  parseEntityRef,
} from '@backstage/catalog-model';
import { RUNBOOK_ENTITY_REF } from '@kasm-portal/backstage-plugin-kasm-common';

/** The published package carries the runbook; in the repository it is where people read it. */
function bundledRunbook(): string {
  const here = resolvePackagePath(
    '@kasm-portal/backstage-plugin-catalog-backend-module-kasm',
  );
  const packed = join(here, 'runbook');
  return existsSync(packed) ? packed : resolve(here, '../../docs/runbook');
}

/**
 * The component whose TechDocs all deployments open.
 *
 * @param reference - `dir:<folder>` or `url:<address>`; by default the runbook that comes along
 */
export function runbookEntity(owner: string, reference?: string): Entity {
  const { name } = parseEntityRef(RUNBOOK_ENTITY_REF);
  const folder = reference?.startsWith('dir:')
    ? resolve(reference.slice('dir:'.length))
    : bundledRunbook();
  const remote = reference?.startsWith('url:') ? reference : undefined;
  // TechDocs resolves `dir:.` against the file that the entity is said to come from.
  const location = remote ?? `file:${join(folder, 'catalog-info.yaml')}`;
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name,
      title: 'Kasm runbook',
      description:
        'Operations and troubleshooting of Kasm Workspaces, one section per finding',
      annotations: {
        [ANNOTATION_LOCATION]: location,
        [ANNOTATION_ORIGIN_LOCATION]: location,
        'backstage.io/techdocs-ref': remote ?? 'dir:.',
      },
      tags: ['kasm', 'runbook'],
    },
    spec: { type: 'documentation', lifecycle: 'production', owner },
  };
}

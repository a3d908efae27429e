/**
 * On a catalog entity: `<cluster>/<name>` of the deployment it stands for. It only points;
 * what may be seen is decided by the descriptor and `kasm.deployment.read`.
 *
 * @public
 */
export const DEPLOYMENT_ANNOTATION = 'kasm-portal/deployment';

/**
 * Label of everything that belongs to a deployment, in clusters. Its value is the deployment's name.
 *
 * @public
 */
export const DEPLOYMENT_LABEL = 'kasm-portal/deployment';

/**
 * Field manager of every server-side apply.
 *
 * @public
 */
export const FIELD_MANAGER = 'kasm-portal';

/**
 * Catalog entity of the one runbook that all deployments share.
 *
 * @public
 */
export const RUNBOOK_ENTITY_REF = 'component:default/kasm-runbook';

/**
 * On a descriptor: the day, `2026-11-22`, on which somebody last rehearsed a restore of the database.
 * Written by hand, since only a person knows.
 *
 * @public
 */
export const RESTORE_REHEARSAL_ANNOTATION =
  'kasm-portal/last-restore-rehearsal';

/**
 * On a descriptor: the day, `2026-11-22`, on which somebody last held a desktop of this deployment for
 * more than ten minutes. Written by hand, since only a person knows.
 *
 * @public
 */
export const SESSION_TEST_ANNOTATION = 'kasm-portal/last-session-test';

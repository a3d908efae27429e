/**
 * Puts Kasm Workspaces deployments found in clusters, the Create template and the runbook into the catalog.
 *
 * @packageDocumentation
 */
export { catalogModuleKasm as default } from './module';

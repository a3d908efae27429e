/**
 * Puts Kasm Workspaces deployments found in clusters, the templates and the runbook into the catalog.
 *
 * @packageDocumentation
 */
export { catalogModuleKasm as default } from './module';
export { kasmTemplates } from './template/kasmTemplates';

/**
 * Scaffolder actions that create Kasm Workspaces deployments.
 *
 * @packageDocumentation
 */
export { scaffolderModuleKasm as default } from './module';

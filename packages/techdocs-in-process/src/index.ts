/**
 * Builds TechDocs inside the backend, so that the demonstration portal needs neither Python nor Docker.
 *
 * @packageDocumentation
 */
export { techdocsModuleInProcess as default } from './module';
export { renderMarkdown } from './renderMarkdown';
export type { Heading, RenderedPage } from './renderMarkdown';

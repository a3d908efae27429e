/**
 * Pure functions from a spec to Kubernetes objects.
 *
 * @packageDocumentation
 */
export {};

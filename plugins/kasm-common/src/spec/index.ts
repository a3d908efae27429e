/**
 * What somebody asks for, and the descriptor that remembers it. Brings zod: never import it in a browser.
 *
 * @packageDocumentation
 */
export * from './KasmDeploymentSpec';
export * from './agentPool';
export * from './deploymentNames';
export * from './descriptorKey';
export * from './descriptor';
export * from './specJsonSchema';

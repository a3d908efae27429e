/**
 * Key of the descriptor ConfigMap that holds it all, as JSON.
 *
 * @public
 */
export const DESCRIPTOR_KEY = 'descriptor.json';

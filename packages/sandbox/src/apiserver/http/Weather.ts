/**
 * What a cluster's API is like for those who call it: as it should be, answering nothing, refusing
 * connections, or answering 401 or 403 to everything.
 */
export type Weather = 'fair' | 'hang' | 'refuse' | 'unauthorized' | 'forbidden';

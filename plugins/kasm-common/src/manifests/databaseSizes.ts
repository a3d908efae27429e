/**
 * What PostgreSQL gets for a size of deployment. `shared_buffers` is a quarter of the memory request,
 * which the operator's admission compares it with; connections follow Kasm's replicas.
 *
 * @public
 */
export interface DatabaseSize {
  cpu: string;
  memory: string;
  memoryLimit: string;
  sharedBuffers: string;
  maxConnections: number;
}

/** @public */
export const DATABASE_SIZES: Record<
  'small' | 'medium' | 'large',
  DatabaseSize
> = {
  small: {
    cpu: '250m',
    memory: '1Gi',
    memoryLimit: '2Gi',
    sharedBuffers: '256MB',
    maxConnections: 200,
  },
  medium: {
    cpu: '500m',
    memory: '2Gi',
    memoryLimit: '4Gi',
    sharedBuffers: '512MB',
    maxConnections: 400,
  },
  large: {
    cpu: '1',
    memory: '4Gi',
    memoryLimit: '8Gi',
    sharedBuffers: '1024MB',
    maxConnections: 600,
  },
};

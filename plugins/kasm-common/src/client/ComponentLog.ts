/**
 * Answer of `GET /api/kasm/v1/deployments/{cluster}/{name}/logs/{component}`.
 *
 * @public
 */
export interface ComponentLog {
  component: string;
  pods: Array<{
    pod: string;
    container: string;
    /** Redacted; oldest first. */
    lines: string[];
    /** One sentence when the log could not be read. */
    problem?: string;
  }>;
}

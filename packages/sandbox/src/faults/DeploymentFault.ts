import type { Controllers } from '../controllers/startControllers';
import type { Injection } from './FaultRegistry';
import type { Installation } from './installation';

/** A fault of what runs in the clusters; its id is that of the finding it leads to. */
export interface DeploymentFault {
  id: string;
  title: string;
  /** What it does, in one sentence. */
  description: string;
  /** True for what all deployments of a cluster share, which takes no target. */
  shared?: boolean;
  /** Throws one sentence at once when it cannot be done. */
  inject(controllers: Controllers, hit: Installation): Injection;
}

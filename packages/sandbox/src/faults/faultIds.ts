import { deploymentFaults } from './deploymentFaults';

/** A fault as people choose it. */
export interface FaultDescription {
  id: string;
  title: string;
  /** What it does, in one sentence. */
  description: string;
}

/** @internal */
export const FAULTY_CLUSTERS = ['rke2', 'harvester'] as const;

const API_FAULTS = [
  {
    what: 'hangs',
    title: 'hangs',
    description: 'accepts connections and answers nothing',
  },
  {
    what: 'refuses',
    title: 'refuses connections',
    description: 'cuts every connection',
  },
  {
    what: 'unauthorized',
    title: 'answers 401',
    description: 'takes no credentials any more (401)',
  },
  {
    what: 'forbidden',
    title: 'answers 403',
    description: 'knows the credentials but allows nothing (403)',
  },
] as const;

/** What an API server can be made to do. @internal */
export type ApiFault = (typeof API_FAULTS)[number]['what'];

/** Faults of a whole cluster's API. @internal */
export const apiFaults = FAULTY_CLUSTERS.flatMap(cluster =>
  API_FAULTS.map(({ what, title, description }) => ({
    id: `${cluster}-api-${what}`,
    title: `API of ${cluster} ${title}`,
    description: `The Kubernetes API of ${cluster} ${description}.`,
    cluster,
    what,
  })),
);

/** Every fault that the sandbox knows. */
export const FAULTS: ReadonlyArray<FaultDescription> = [
  ...deploymentFaults,
  ...apiFaults,
];

import { crashComponent } from '../controllers/interventions/crashComponent';
import { drainNode, loseNode } from '../controllers/interventions/emptyNode';
import { refusePulls } from '../controllers/interventions/refusePulls';
import { refuseVolume } from '../controllers/interventions/refuseVolume';
import {
  enforcePodSecurity,
  exhaustQuota,
} from '../controllers/interventions/rejectPods';
import { starveComponent } from '../controllers/interventions/starveComponent';
import { unlabelNodes } from '../controllers/interventions/unlabelNodes';
import type { DeploymentFault } from './DeploymentFault';
import type { Installation } from './installation';

const apiOf = (hit: Installation) => ({ ...hit.release(), component: 'api' });
/** It has an init container that runs as root. */
const proxyOf = (hit: Installation) => ({
  ...hit.release(),
  component: 'proxy',
});

/** Pods that do not run. */
export const podFaults: DeploymentFault[] = [
  {
    id: 'pod-unschedulable',
    title: 'Component fits on no node',
    description:
      "The nodes lose the label that the deployment's pods select, and its API is placed anew.",
    inject: (controllers, hit) => ({
      heal: unlabelNodes(controllers, apiOf(hit)),
    }),
  },
  {
    id: 'volume-pending',
    title: 'No disk for a database replica',
    description:
      'A database replica loses its disk, and the storage makes no other.',
    inject: (controllers, hit) => ({
      heal: refuseVolume(controllers, hit.database()),
    }),
  },
  {
    id: 'pod-image-unavailable',
    title: 'Image pulls are limited',
    description:
      "The registry answers 429 to pulls of the API's image, and the API is made anew.",
    inject: (controllers, hit) => ({
      heal: refusePulls(controllers, apiOf(hit), 'rate-limited'),
    }),
  },
  {
    id: 'pod-image-unavailable.unauthorized',
    title: 'Image pulls need a login',
    description:
      "The registry answers 401 to pulls of the API's image, and the API is made anew.",
    inject: (controllers, hit) => ({
      heal: refusePulls(controllers, apiOf(hit), 'unauthorized'),
    }),
  },
  {
    id: 'pod-image-unavailable.missing',
    title: 'Image is not in the registry',
    description:
      "The registry does not have the API's image any more, and the API is made anew.",
    inject: (controllers, hit) => ({
      heal: refusePulls(controllers, apiOf(hit), 'missing'),
    }),
  },
  {
    id: 'pod-rejected',
    title: 'Pod Security refuses the pods',
    description:
      "The deployment's namespace is labelled “restricted”, and the proxy is made anew.",
    inject: (controllers, hit) => ({
      heal: enforcePodSecurity(controllers, proxyOf(hit)),
    }),
  },
  {
    id: 'pod-rejected.quota',
    title: 'A quota refuses the pods',
    description:
      "The deployment's namespace gets a quota that is used up, and the API is made anew.",
    inject: (controllers, hit) => ({
      heal: exhaustQuota(controllers, apiOf(hit)),
    }),
  },
  {
    id: 'pod-crash-looping',
    title: 'Component in a crash loop',
    description:
      "The deployment's API crashes again and again, with a database error in its log.",
    inject: (controllers, hit) => ({
      heal: crashComponent(controllers, apiOf(hit)),
    }),
  },
  {
    id: 'pod-crash-looping.oom',
    title: 'Component out of memory',
    description:
      "The deployment's API takes more memory than it may and is killed again and again.",
    inject: (controllers, hit) => ({
      heal: starveComponent(controllers, apiOf(hit)),
    }),
  },
  {
    id: 'node-lost',
    title: 'Node lost',
    description:
      "The node that the deployment's API runs on does not answer; its pods leave after five minutes.",
    inject: (controllers, hit) => ({
      heal: loseNode(controllers, apiOf(hit)),
    }),
  },
  {
    id: 'node-drained',
    title: 'Node drained',
    description:
      "The node that the deployment's API runs on is cordoned and emptied.",
    inject: (controllers, hit) => ({
      heal: drainNode(controllers, apiOf(hit)),
    }),
  },
];

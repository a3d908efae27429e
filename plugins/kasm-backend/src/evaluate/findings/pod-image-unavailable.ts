import { command } from '../command';
import {
  bySubject,
  podsOf,
  POD_SOURCES,
  waitingFor,
  waitingSince,
} from '../pods';
import { rule } from './rule';

const REASONS = [
  'ErrImagePull',
  'ImagePullBackOff',
  'InvalidImageName',
  'ErrImageNeverPull',
];
const HOLD = 60;

export const podImageUnavailable = rule(
  'pod-image-unavailable',
  POD_SOURCES,
  (context, source) =>
    bySubject(
      podsOf(context, source).filter(({ pod }) => waitingFor(pod, REASONS)),
    ).map(([subject, pods]) => {
      const [{ pod, namespace }] = pods;
      const container = waitingFor(pod, REASONS);
      return {
        severity: 'error',
        subject,
        title: `Image ${container?.image} cannot be pulled`,
        since: container && waitingSince(pod, container),
        hold: HOLD,
        evidence: pods.map(one => {
          const waiting = waitingFor(one.pod, REASONS);
          return `${one.pod.name}: ${waiting?.reason}: ${
            waiting?.message ?? waiting?.image
          }`;
        }),
        remedy: [
          [
            'Read the registry’s answer: 401 credentials, 404 tag, 429 rate limit, else network.',
            command`kubectl -n ${namespace} describe pod ${pod.name}`,
          ],
          [
            'Check credentials, mirror and registries.yaml; for PostgreSQL use a tag that still exists, such as 14-standard-bookworm.',
          ],
        ],
      };
    }),
);

import {
  baselineCapabilities,
  hostNamespaces,
  hostPaths,
  hostPorts,
  privileged,
  unconfined,
} from './baselineChecks';
import type { Check } from './podSecurityWords';
import {
  confined,
  escalation,
  nonRoot,
  restrictedCapabilities,
  restrictedVolumes,
  root,
} from './restrictedChecks';

/** What a namespace can ask of its pods. */
export type PodSecurityLevel = 'privileged' | 'baseline' | 'restricted';

const CHECKS: Record<PodSecurityLevel, Check[]> = {
  privileged: [],
  baseline: [
    baselineCapabilities,
    hostNamespaces,
    hostPaths,
    hostPorts,
    privileged,
    unconfined,
  ],
  restricted: [
    hostNamespaces,
    hostPorts,
    privileged,
    escalation,
    restrictedCapabilities,
    restrictedVolumes,
    nonRoot,
    root,
    confined,
  ],
};

/** What of a pod a level does not allow, each with its reason. */
export function podSecurityViolations(
  level: PodSecurityLevel,
  spec: any,
): string[] {
  const subject = {
    spec,
    containers: [
      ...(spec.initContainers ?? []),
      ...(spec.containers ?? []),
      ...(spec.ephemeralContainers ?? []),
    ],
  };
  return CHECKS[level].flatMap(check => check(subject) ?? []);
}

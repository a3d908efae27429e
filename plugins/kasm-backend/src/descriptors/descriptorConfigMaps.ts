import {
  DEPLOYMENT_LABEL,
  descriptorName,
  RESTORE_REHEARSAL_ANNOTATION,
  SESSION_TEST_ANNOTATION,
} from '@kasm-portal/backstage-plugin-kasm-common';
import {
  parseDescriptor,
  type DeploymentDescriptor,
} from '@kasm-portal/backstage-plugin-kasm-common/spec';
import {
  clusterText,
  resources,
  type KubeObject,
} from '@kasm-portal/backstage-plugin-kasm-node';
import type { Watched } from '../sources/Watched';

/** A descriptor as it was found, or why it is none. */
export interface FoundDescriptor {
  /** Name of the ConfigMap. */
  configMap: string;
  /** RFC 3339, as the API server says; the text inside could claim anything. */
  createdAt: string;
  descriptor?: DeploymentDescriptor;
  lastRestoreRehearsal?: string;
  lastSessionTest?: string;
  problem?: string;
}

/** @internal */
export const descriptorConfigMaps: Watched<FoundDescriptor> = {
  resource: resources.configMaps,
  project(object) {
    const { metadata, data } = object as KubeObject & {
      data?: Record<string, string>;
    };
    const found = {
      configMap: metadata.name,
      createdAt: metadata.creationTimestamp ?? '',
    };
    const parsed = parseDescriptor(data);
    if ('problem' in parsed) {
      return { ...found, problem: parsed.problem };
    }
    const { name } = parsed.descriptor.spec;
    if (
      metadata.labels?.[DEPLOYMENT_LABEL] !== name ||
      metadata.name !== descriptorName(name)
    ) {
      return {
        ...found,
        problem: `describes "${name}", so its name must be ${descriptorName(
          name,
        )} and its label ${DEPLOYMENT_LABEL} must be ${name}`,
      };
    }
    const { annotations } = metadata;
    const rehearsal = dayOf(annotations?.[RESTORE_REHEARSAL_ANNOTATION]);
    const test = dayOf(annotations?.[SESSION_TEST_ANNOTATION]);
    return {
      ...found,
      descriptor: parsed.descriptor,
      ...(rehearsal && { lastRestoreRehearsal: rehearsal }),
      ...(test && { lastSessionTest: test }),
    };
  },
};

/** A date or a moment that somebody wrote; undefined for what is none. */
function dayOf(value: unknown): string | undefined {
  const text = clusterText(value, 40);
  return text &&
    /^\d{4}-\d\d-\d\d/.test(text) &&
    !Number.isNaN(Date.parse(text))
    ? text
    : undefined;
}

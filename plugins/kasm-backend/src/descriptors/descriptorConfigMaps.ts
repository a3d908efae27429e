import {
  DEPLOYMENT_LABEL,
  descriptorName,
} from '@kasm-portal/backstage-plugin-kasm-common';
import {
  parseDescriptor,
  type DeploymentDescriptor,
} from '@kasm-portal/backstage-plugin-kasm-common/spec';
import {
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
    return { ...found, descriptor: parsed.descriptor };
  },
};

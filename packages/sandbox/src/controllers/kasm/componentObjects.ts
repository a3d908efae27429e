import type { NewObject } from '../../apiserver/ClusterStore';
import type { ReleaseContext, Values } from '../helm/Chart';
import { componentTemplate } from './componentTemplate';
import type { ChartStyle, KasmComponent } from './KasmComponent';

/** The Deployment or StatefulSet of a component. */
export function componentWorkload(
  component: KasmComponent,
  values: Values,
  release: ReleaseContext,
  style: ChartStyle,
): NewObject {
  const { kind, name } = component.workload;
  const selector = style.selector(component);
  const labels = {
    ...style.commonLabels,
    'app.kubernetes.io/component': component.label,
    'app.kubernetes.io/name': component.name,
    ...values.labels,
  };
  const { replicas } = component;
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name, namespace: release.namespace, labels },
    spec: {
      replicas,
      selector: { matchLabels: selector },
      ...(kind === 'Deployment'
        ? {
            strategy: {
              type: 'RollingUpdate',
              rollingUpdate: { maxUnavailable: 1, maxSurge: replicas + 1 },
            },
          }
        : {
            serviceName: component.services[0].name,
            updateStrategy: { type: 'RollingUpdate' },
            ...(component.volumeClaimTemplates
              ? { volumeClaimTemplates: component.volumeClaimTemplates }
              : {}),
          }),
      template: componentTemplate(component, values, style, labels),
    },
  };
}

/** The Services of a component. */
export function componentServices(
  component: KasmComponent,
  release: ReleaseContext,
  style: ChartStyle,
): NewObject[] {
  return component.services.map(({ name, type = 'ClusterIP', ports }) => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name,
      namespace: release.namespace,
      labels: {
        ...style.commonLabels,
        'app.kubernetes.io/component': component.label,
        'app.kubernetes.io/name': component.name,
      },
    },
    spec: {
      type,
      ports: ports.map(port => ({ protocol: 'TCP', ...port })),
      selector: style.selector(component),
    },
  }));
}

import type { DeploymentDescriptor } from '@kasm-portal/backstage-plugin-kasm-common/spec';
import {
  descriptorConfigMap,
  namespaces,
} from '@kasm-portal/backstage-plugin-kasm-common/manifests';
import { helmChartConfigs } from '../run/helmChartConfigs';
import type { PreparedRun } from '../run/RunContext';
import { lookAtTimeouts } from '../steps/traefikTimeouts';
import { desiredObjects, type DesiredObject } from './desiredObjects';
import { diffFields } from './diffFields';
import type { PlanEntry } from './PlanEntry';
import { planObjects } from './planObjects';
import { plannedRemovals } from './plannedRemovals';

/**
 * What creating a deployment, or going on with it, would do to each object, the descriptor and the
 * system namespace among them. Asks the server; stores nothing.
 */
export async function planDeployment(run: PreparedRun): Promise<PlanEntry[]> {
  const desired = desiredObjects(run);
  const [system] = namespaces(run.spec, run.cluster.systemNamespace);
  const first: DesiredObject = {
    part: 'namespaces',
    manifest: system,
    written: 'ifAbsent',
  };
  const [begin, ...rest] = await planObjects(run, [first, ...desired]);
  return [
    begin,
    planDescriptor(run),
    ...rest,
    ...(await planTimeouts(run)),
    ...plannedRemovals(run.facts.descriptor?.created ?? [], desired),
  ];
}

/** By what it says of the deployment: when it was written and what it lists is not planned. */
function planDescriptor(run: PreparedRun): PlanEntry {
  const { facts, spec, names, cluster } = run;
  const before = facts.descriptor;
  const said = (
    descriptor: Pick<DeploymentDescriptor, 'state' | 'delivery' | 'spec'>,
  ) =>
    descriptorConfigMap(
      {
        version: 1,
        created: [],
        state: descriptor.state,
        delivery: descriptor.delivery,
        spec: descriptor.spec,
      },
      cluster.systemNamespace,
    );
  const after = said({ state: 'active', delivery: 'helmchart', spec });
  const fields = before ? diffFields(said(before), after) : [];
  return {
    action: before ? changeOf(fields) : 'create',
    apiVersion: after.apiVersion,
    kind: after.kind,
    namespace: cluster.systemNamespace,
    name: names.descriptor,
    fields,
  };
}

function changeOf(fields: readonly unknown[]): PlanEntry['action'] {
  return fields.length > 0 ? 'change' : 'unchanged';
}

/** The platform's own object, changed only when that was asked for. */
async function planTimeouts(run: PreparedRun): Promise<PlanEntry[]> {
  if (!run.spec.ingress.manageTraefikTimeouts) {
    return [];
  }
  const { existing, valuesContent } = await lookAtTimeouts(run);
  const { namespace, workload: name } = run.cluster.ingress;
  const { apiVersion, kind } = helmChartConfigs;
  const about = { apiVersion, kind, namespace, name };
  if (valuesContent === undefined) {
    return [{ ...about, action: 'unchanged', fields: [] }];
  }
  return existing
    ? [
        {
          ...about,
          action: 'change',
          fields: diffFields(existing, {
            ...existing,
            spec: { ...existing.spec, valuesContent },
          }),
        },
      ]
    : [{ ...about, action: 'create', fields: [] }];
}

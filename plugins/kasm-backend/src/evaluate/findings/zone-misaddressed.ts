import { moment } from '../Ages';
import { runs } from '../agents/machines';
import { agentRows, agentsOfKasm } from '../agents/rows';
import type { Context } from '../Context';
import type { ZoneFacts } from '../../observation/Observation';
import { rule, type Found } from './rule';

/** What Kasm puts in for the host that a browser asked for: agents ask for none. */
const REQUEST_HOST = '$request_host$';

/** Seconds after which a VM that Kasm made should have joined it. */
const JOINED_AFTER = 20 * 60;

/** What is wrong with a zone's addresses, in sentences; empty when nothing is, as far as is known. */
export function zoneProblems(
  { upstreamAuthAddress, proxyPort }: ZoneFacts,
  context: Context,
): string[] {
  const { host, port } = context.deployment;
  const noWay =
    upstreamAuthAddress === '' || upstreamAuthAddress === REQUEST_HOST;
  return [
    ...(noWay && makesAgents(context)
      ? [
          `Upstream Auth Address is ${
            upstreamAuthAddress || 'empty'
          }: agents that Kasm makes need ${host} there.`,
        ]
      : []),
    ...(proxyPort !== undefined && proxyPort !== port
      ? [`Proxy Port is ${proxyPort}, but people reach Kasm at ${port}.`]
      : []),
  ];
}

export const zoneMisaddressed = rule(
  'zone-misaddressed',
  'kasmApi',
  context => {
    const zones = context.sights.kasmApi.facts?.zones ?? [];
    const strayed = strayedAgents(context);
    return [
      ...zones.flatMap(zone => {
        const problems = [
          ...zoneProblems(zone, context),
          ...(strayed.get(zone.name) ?? []),
        ];
        return problems.length > 0 ? [found(zone.name, problems, context)] : [];
      }),
      ...[...strayed]
        .filter(([name]) => zones.every(zone => zone.name !== name))
        .map(([name, problems]) => found(name, problems, context)),
    ];
  },
);

function found(name: string, problems: string[], context: Context): Found {
  const { host, port } = context.deployment;
  const noAgentJoins =
    problems.some(problem => problem.startsWith('Upstream')) &&
    waitsForAgents(context);
  return {
    severity: noAgentJoins ? 'error' : 'warning',
    subject: name,
    title: `Zone ${name} sends agents or users to the wrong address`,
    evidence: [
      ...problems,
      noAgentJoins
        ? 'A VM that nobody but Kasm seems to have made did not join it.'
        : undefined,
    ],
    remedy: [
      [
        `In Kasm, Infrastructure, Zones: Upstream Auth Address ${host}, Proxy Port ${port}.`,
      ],
    ],
  };
}

/** Agents in the deployment's own VMs that are in a zone of which it has no proxy, by zone. */
function strayedAgents(context: Context): Map<string, string[]> {
  const served = servedZones(context);
  const strayed = new Map<string, string[]>();
  for (const { name, vm, agent } of served.length ? agentRows(context) : []) {
    if (vm && agent?.zone && !served.includes(sanitised(agent.zone))) {
      strayed.set(agent.zone, [
        ...(strayed.get(agent.zone) ?? []),
        `Agent ${name} is in it, and its deployment has the proxy of ${served.join(
          ', ',
        )} only.`,
      ]);
    }
  }
  return strayed;
}

/** As the chart writes them into the names of proxies: `kasm-proxy-default-deployment`. */
function servedZones({ sights }: Context): string[] {
  const names = (sights.controlPlane.facts?.workloads ?? [])
    .filter(({ component }) => component === 'proxy')
    .map(({ name }) => /(?:^|-)proxy-(.+?)(?:-deployment)?$/.exec(name)?.[1]);
  // One whose name says nothing may be any zone's.
  return names.every(name => name !== undefined)
    ? names.flatMap(name => name ?? []).sort()
    : [];
}

function sanitised(zone: string): string {
  return zone.toLowerCase().replace(/[^a-z0-9]/g, '-');
}

/** Whether Kasm makes agents by itself, as those show that joined, and those that should have. */
function makesAgents(context: Context): boolean {
  return (
    (context.sights.kasmApi.facts?.agents ?? []).some(
      ({ autoscaled }) => autoscaled,
    ) || waitsForAgents(context)
  );
}

function waitsForAgents(context: Context): boolean {
  return (
    agentsOfKasm(context) !== undefined &&
    agentRows(context).some(
      ({ vm, agent, made }) =>
        made &&
        vm !== undefined &&
        vm.ours !== true &&
        runs(vm) &&
        agent === undefined &&
        moment(vm.createdAt) !== undefined &&
        context.ages.olderThan(vm.createdAt, JOINED_AFTER),
    )
  );
}

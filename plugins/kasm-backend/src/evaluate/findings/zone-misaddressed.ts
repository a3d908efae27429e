import { agentRows } from '../agents/rows';
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
    const { host, port } = context.deployment;
    return (context.sights.kasmApi.facts?.zones ?? []).flatMap<Found>(zone => {
      const problems = zoneProblems(zone, context);
      if (problems.length === 0) {
        return [];
      }
      const noAgentJoins =
        problems.some(problem => problem.startsWith('Upstream')) &&
        waitsForAgents(context);
      return [
        {
          severity: noAgentJoins ? 'error' : 'warning',
          subject: zone.name,
          title: `Zone ${zone.name} sends agents or users to the wrong address`,
          evidence: [
            ...problems,
            noAgentJoins ? 'A VM that Kasm made did not join it.' : undefined,
          ],
          remedy: [
            [
              `In Kasm, Infrastructure, Zones: Upstream Auth Address ${host}, Proxy Port ${port}.`,
            ],
          ],
        },
      ];
    });
  },
);

/** Whether Kasm makes agents by itself, as those that joined show. */
function makesAgents(context: Context): boolean {
  return (context.sights.kasmApi.facts?.agents ?? []).some(
    ({ autoscaled }) => autoscaled,
  );
}

function waitsForAgents(context: Context): boolean {
  return agentRows(context).some(
    ({ vm, agent, made }) =>
      made &&
      vm?.ours === false &&
      vm.printableStatus === 'Running' &&
      agent === undefined &&
      context.ages.olderThan(vm.createdAt, JOINED_AFTER),
  );
}

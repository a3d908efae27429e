import type { TemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  deploymentRef,
  kasmAgentsCreatePermission,
} from '@kasm-portal/backstage-plugin-kasm-common';
import { autoscaleTokenName } from '@kasm-portal/backstage-plugin-kasm-common/manifests';
import { loadCredential } from '@kasm-portal/backstage-plugin-kasm-node';
import type { ActionServices } from '../run/ActionServices';
import { kasmAction, type Started } from '../run/kasmAction';
import { agentImage } from './agentImage';
import { agentRun, type AgentRun } from './agentRun';
import { agentSoftware, warnOfUnchecked } from './agentSoftware';
import { makeAutoscaleAccount } from './autoscaleAccount';
import { examples } from './autoscaleAction.examples';
import {
  autoscaleForm,
  secretCommand,
  type AutoscaleForm,
  type AutoscalePlace,
} from './autoscaleForm';
import {
  autoscaleInputJsonSchema,
  parseAutoscaleInput,
} from './autoscaleInput';
import { autoscaleOutputSchema } from './autoscaleOutputSchema';
import { endedEarly } from './endedEarly';
import { openAgents } from './openAgents';
import { recordAgents } from './recordAgents';
import { startupScript } from './startupScript';

/** `kasm:agents:autoscale`: what Kasm's own autoscaling needs on Harvester, and what goes into its forms. */
export function autoscaleAction(services: ActionServices): TemplateAction {
  return kasmAction(services, {
    id: 'kasm:agents:autoscale',
    description:
      "Prepares Harvester for Kasm's own autoscaling of agents and shows the exact values for its forms",
    examples,
    input: autoscaleInputJsonSchema,
    output: autoscaleOutputSchema,
    parse: parseAutoscaleInput,
    needs: ({ cluster, name }) => [
      {
        permission: kasmAgentsCreatePermission,
        ref: deploymentRef(cluster, name),
        what: `prepare autoscaling of ${deploymentRef(cluster, name)}`,
      },
    ],
    target: ({ cluster, name }) => deploymentRef(cluster, name),
    async run(started, asked) {
      const ref = deploymentRef(asked.cluster, asked.name);
      return endedEarly(
        started,
        `Preparing autoscaling of ${ref}`,
        async () => {
          const { run: context, descriptor } = await openAgents(started, asked);
          const run = agentRun(context);
          const software = agentSoftware(run.spec, run.cluster);
          const script = startupScript(software);
          warnOfUnchecked(run, software);
          const place = await placeOf(started, run, asked.image);
          await recordAgents(context, descriptor, 'place');
          await makeAutoscaleAccount(run);
          const form = autoscaleForm(place, asked);
          tell(started, form, script);
          started.output('ref', ref);
          started.output('form', JSON.parse(JSON.stringify(form)));
          started.output('startupScript', script);
          started.output('tokenSecret', {
            cluster: run.cluster.name,
            namespace: run.namespace,
            name: autoscaleTokenName(run.spec.name),
            key: 'token',
            command: secretCommand(place, 'token'),
          });
        },
      );
    },
  });
}

async function placeOf(
  { config }: Started,
  run: AgentRun,
  image: string,
): Promise<AutoscalePlace> {
  const { displayName } = await agentImage(run, image);
  if (image.split('/')[0] !== run.namespace) {
    run.progress.warn(
      `Kasm looks for its image in the namespace of the VMs: import ${displayName} into ${run.namespace} too, if it does not find it`,
    );
  }
  // its own address and CA, which are no secrets; what else is in there goes nowhere
  const { server, tls } = await loadCredential(run.cluster.writer!, {
    owner: `the writer of cluster ${run.cluster.name}`,
    allowExec: config.allowExec,
    allowSandboxTokens: config.allowSandboxTokens,
  });
  return {
    deployment: run.spec.name,
    host: run.names.host,
    cluster: run.cluster.name,
    namespace: run.namespace,
    server,
    ca: tls.ca,
    image: displayName,
  };
}

const TITLES: Record<keyof AutoscaleForm, string> = {
  zone: 'Infrastructure, Zones, the zone of the agents',
  pool: 'Infrastructure, Pools, Add',
  provider: 'VM Provider: Harvester',
  autoscale: 'AutoScale configuration of the pool',
};

function tell(
  { progress }: Pick<Started, 'progress'>,
  form: AutoscaleForm,
  script: string,
): void {
  for (const [part, title] of Object.entries(TITLES)) {
    progress.line(`${title}:`);
    for (const { field, value } of form[part as keyof AutoscaleForm]) {
      progress.line(`  ${field}: ${value.trim()}`);
    }
  }
  progress.line('Startup Script:');
  script
    .trimEnd()
    .split('\n')
    .forEach(line => progress.line(line));
  progress.line(
    'Kasm checks the provider when it is saved, and makes the first VM when it has no room or standby asks for it',
  );
}

import { addressesOf, isHidden, runs } from '../agents/machines';
import { agentRows, agentsOfKasm } from '../agents/rows';
import { command } from '../command';
import { rule, type Found } from './rule';

/** Installing an agent takes its time; so does a boot. */
const INSTALLED_AFTER = 20 * 60;

export const agentNotRegistered = rule(
  'agent-not-registered',
  'kasmApi',
  context => {
    const { deployment, ages } = context;
    if (!agentsOfKasm(context)) {
      return [];
    }
    return agentRows(context).flatMap(({ vm, agent, made }) => {
      if (
        !vm ||
        agent ||
        !made ||
        !runs(vm) ||
        (addressesOf(vm).length === 0 && !isHidden(vm)) ||
        !ages.olderThan(vm.createdAt, INSTALLED_AFTER)
      ) {
        return [];
      }
      const { host, port } = deployment;
      return [
        {
          severity: 'error',
          subject: vm.name,
          title: `${vm.name} runs but never joined Kasm`,
          since: vm.createdAt,
          evidence: [
            `Kasm knows no agent ${[vm.hostname, ...addressesOf(vm).slice(0, 3)]
              .filter(Boolean)
              .join(' or ')}.`,
          ],
          remedy: [
            [
              'On the VM, see how its installation went.',
              'cloud-init status --long',
            ],
            [
              'On the VM, see whether it reaches Kasm: DNS, private CA, firewall.',
              command`curl -vk https://${host}:${port}/api/__healthcheck`,
            ],
            ...(vm.ours
              ? []
              : ([
                  [
                    'A VM that is not to be an agent belongs in another namespace.',
                  ],
                ] satisfies Found['remedy'])),
            [
              'Compare the manager token, the zone’s Upstream Auth Address and the version of the agent.',
            ],
          ],
        } satisfies Found,
      ];
    });
  },
);

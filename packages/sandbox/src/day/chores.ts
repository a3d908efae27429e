import { renewCertificate } from '../controllers/interventions/renewCertificate';
import { restartComponents } from '../controllers/interventions/restartComponents';
import {
  sendAgentHome,
  type AgentLeave,
} from '../controllers/interventions/sendAgentHome';
import { switchPrimary } from '../controllers/interventions/switchPrimary';
import { takeBackup } from '../controllers/interventions/takeBackup';
import type { Controllers } from '../controllers/startControllers';
import type { Installation } from '../faults/installation';
import { at } from './hours';

/** Something that happens to a deployment at a time of day, beside people who come and go. */
export interface Chore {
  /** Minutes since the day's beginning. */
  minute: number;
  what: string;
  /** Throws when the deployment has no such part; the day goes on. */
  run(): void;
}

/** These have the certificate in memory, and need a restart to serve a new one. */
const CERTIFICATE_HOLDERS = ['proxy', 'rdp-gateway', 'rdp-https-gateway'];

/** What is done to a deployment in a day, and what has to be undone when it ends early. */
export function createChores(
  controllers: Controllers,
  { release, database, certificate }: Installation,
): { chores: Chore[]; undo(): void } {
  let leave: AgentLeave | undefined;

  /** The last agent, unless it is the only one. */
  function spareAgent() {
    const agents = (controllers.kasms.at(release())?.data.agents ?? [])
      .filter(({ enabled }) => enabled)
      .sort((a, b) => (a.machine.path < b.machine.path ? -1 : 1));
    return agents.length > 1 ? agents[agents.length - 1] : undefined;
  }

  const chores: Chore[] = [
    {
      minute: at(12, 30),
      what: 'The database gets another primary',
      run: () => {
        switchPrimary(controllers, database());
      },
    },
    {
      minute: at(19, 30),
      what: 'Autoscaling drains an agent',
      run: () => {
        const agent = spareAgent();
        if (agent) leave = sendAgentHome(controllers, release(), agent);
      },
    },
    {
      minute: at(20, 30),
      what: 'Autoscaling stops the agent’s machine',
      run: () => leave?.leave(),
    },
    {
      minute: at(21, 30),
      what: 'The certificate is renewed',
      run: () => renewCertificate(controllers, certificate()),
    },
    {
      minute: at(22),
      what: 'What serves the certificate is restarted',
      run: () => restartComponents(controllers, release(), CERTIFICATE_HOLDERS),
    },
    {
      minute: at(2, 45),
      what: 'The nightly backup is taken',
      run: () => takeBackup(controllers, database()),
    },
    {
      minute: at(3, 30),
      what: 'Autoscaling starts the agent’s machine for the morning',
      run: () => leave?.comeBack(),
    },
  ];
  return { chores, undo: () => leave?.comeBack() };
}

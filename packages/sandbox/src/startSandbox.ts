import { serveCluster } from './apiserver/serveCluster';
import { sandboxKubeconfig } from './access/kubeconfig';
import { publishedKubeconfig } from './access/publishedKubeconfig';
import { sandboxUsers } from './access/users';
import {
  createCertificateAuthority,
  type CertificateAuthority,
} from './certificates/CertificateAuthority';
import { DayPlayer } from './control/DayPlayer';
import { serveControl } from './control/serveControl';
import { instanceManager } from './controllers/cloudNativePg/instanceManager';
import { playDay } from './day/playDay';
import { createDeploymentFaults } from './faults/deploymentFaults';
import { deploymentNames } from './faults/installation';
import { createFaultRegistry } from './faults/FaultRegistry';
import { createWeatherFaults } from './faults/weatherFaults';
import type { Sandbox, SandboxOptions } from './Sandbox';
import { opensDesktopOf } from './controllers/kasmApp/opensDesktop';
import { servePublicHost } from './publicHost/servePublicHost';
import type { ServedStore } from './apiserver/store/ServedStore';
import { createClock } from './world/createClock';
import { createWorld } from './world/createWorld';
import { SEEDED } from './world/SeededDeployment';
import { WORLD_AGE } from './world/seedWorld';

const DEFAULT_PORTS = {
  rke2: 7443,
  harvester: 7444,
  kasm: 7445,
  control: 7446,
};
const DEFAULT_DOMAIN = 'sandbox.localhost';
const SERVER_CERTIFICATE_HOURS = 8760;

/**
 * Starts two clusters, Kasm's public host and the control port, each with a certificate of a new CA.
 * Rejects with the system's error (`code`, `port`) when a port cannot be had; nothing is left then.
 *
 * @public
 */
export async function startSandbox(
  options: SandboxOptions = {},
): Promise<Sandbox> {
  return startSandboxWith(options, await createCertificateAuthority());
}

/** As startSandbox, with a CA that is kept elsewhere. @internal */
export async function startSandboxWith(
  options: SandboxOptions,
  authority: CertificateAuthority,
): Promise<Sandbox> {
  const ports = { ...DEFAULT_PORTS, ...options.ports };
  const domain = options.domain ?? DEFAULT_DOMAIN;
  const endings: Array<() => void | Promise<void>> = [];
  const stop = async () => {
    // The last that was started ends first.
    for (const end of endings.splice(0).reverse()) await end();
  };

  try {
    const clock = createClock({
      speed: options.speed,
      beginsAt: new Date(Date.now() - WORLD_AGE),
    });
    endings.push(() => clock.stop());
    // Nobody may look before everything is there.
    const world = await createWorld({
      clock,
      issueCertificate: authority.issue,
      ca: authority.caPem,
      domain,
      seeded: options.seeded ?? true,
      fleet: options.fleet,
    });
    endings.push(() => world.controllers.stop());

    const tls = await authority.issue({
      commonName: 'kube-apiserver',
      dnsNames: ['localhost', 'kubernetes', 'kubernetes.default.svc'],
      ipAddresses: ['127.0.0.1'],
      durationHours: SERVER_CERTIFICATE_HOURS,
    });
    const serve = async (
      store: ServedStore,
      port: number,
      portalNamespace: string,
    ) => {
      const server = await serveCluster({
        store,
        tls,
        users: sandboxUsers(portalNamespace),
        ca: authority.caPem,
        port,
        podPorts: instanceManager(store, clock),
      });
      endings.push(() => server.close());
      return server;
    };
    const rke2 = await serve(world.rke2, ports.rke2, SEEDED.systemNamespace);
    const harvester = await serve(
      world.harvester,
      ports.harvester,
      SEEDED.agentNamespace,
    );
    const publicHost = await servePublicHost({
      port: ports.kasm,
      router: world.controllers.traefik,
      clock,
      kasmAt: place => world.controllers.kasms.at(place),
      opensDesktop: opensDesktopOf(world.controllers.kasms),
    });
    endings.push(() => publicHost.close());
    world.controllers.kasms.publishAt(publicHost.port);

    const kubeconfig = publishedKubeconfig(() =>
      sandboxKubeconfig(
        [
          { name: 'rke2', server: rke2.url, tokenSuffix: rke2.tokenSuffix },
          {
            name: 'harvester',
            server: harvester.url,
            tokenSuffix: harvester.tokenSuffix,
          },
        ],
        authority.caPem,
      ),
    );
    const faults = createFaultRegistry([
      ...createDeploymentFaults(world.controllers),
      ...createWeatherFaults({
        servers: { rke2, harvester },
        publishKubeconfig: kubeconfig.publish,
      }),
    ]);
    const day = new DayPlayer(asked => playDay(world.controllers, asked));
    endings.push(() => {
      day.stop();
    });
    const control = await serveControl({
      port: ports.control,
      faults,
      clock,
      day,
      deployments: () => deploymentNames(world.rke2),
    });
    endings.push(() => control.close());

    return {
      domain,
      get kubeconfig() {
        return kubeconfig.text;
      },
      onKubeconfig: kubeconfig.onChange,
      clock,
      ca: authority.caPem,
      clusters: {
        rke2: { url: rke2.url, store: world.rke2 },
        harvester: { url: harvester.url, store: world.harvester },
      },
      kasmPort: publicHost.port,
      controlUrl: control.url,
      faults: () => faults.list(),
      inject: (id, target) => {
        faults.inject(id, target);
      },
      heal: id => {
        faults.heal(id);
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

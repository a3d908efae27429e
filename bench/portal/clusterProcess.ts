/* eslint-disable no-console -- tells what it is asked for to the process that started it */
import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, Server } from 'node:http';
import { createInterface } from 'node:readline';
import { startSandbox } from '../../packages/sandbox/src';
import { startWire } from './wire';

export interface Counts {
  /** Requests but watches, at both clusters. */
  calls: number;
  watches: number;
  /** From both clusters to the portal. */
  bytes: number;
}

/** What the process can be asked to do. */
export type Order =
  | { counts: true }
  | { delay: number }
  | { hang: 'harvester'; on: boolean };

/** The sandbox behind wires, in a process of its own; counts what it is asked for. */
async function run(fleet: number): Promise<void> {
  const sandbox = await startSandbox({
    ports: { rke2: 0, harvester: 0, kasm: 0, control: 0 },
    fleet,
  });
  const portOf = (url: string) => Number(new URL(url).port);
  const ports = {
    rke2: portOf(sandbox.clusters.rke2.url),
    harvester: portOf(sandbox.clusters.harvester.url),
  };
  const wires = {
    rke2: await startWire(ports.rke2),
    harvester: await startWire(ports.harvester),
  };
  let calls = 0;
  let watches = 0;
  subscribe('http.server.request.start', message => {
    const { request, server } = message as {
      request: IncomingMessage;
      server: Server;
    };
    const { port } = (server.address() ?? {}) as { port?: number };
    if (port !== ports.rke2 && port !== ports.harvester) {
      return;
    }
    if (/[?&]watch=(true|1)/.test(request.url ?? '')) {
      watches += 1;
    } else {
      calls += 1;
    }
  });

  const kubeconfig = sandbox.kubeconfig
    .replaceAll(`:${ports.rke2}`, `:${wires.rke2.port}`)
    .replaceAll(`:${ports.harvester}`, `:${wires.harvester.port}`);
  console.log(
    JSON.stringify({
      kubeconfig,
      ca: sandbox.ca,
      domain: sandbox.domain,
      kasmPort: sandbox.kasmPort,
      ports: { rke2: wires.rke2.port, harvester: wires.harvester.port },
    }),
  );
  createInterface({ input: process.stdin })
    .on('line', line => {
      const order: Order = JSON.parse(line);
      if ('delay' in order) {
        Object.values(wires).forEach(wire => wire.setDelay(order.delay));
      } else if ('hang' in order) {
        wires[order.hang].hang(order.on);
      }
      const bytes = wires.rke2.bytes + wires.harvester.bytes;
      const counts: Counts = { calls, watches, bytes };
      console.log(JSON.stringify(counts));
    })
    .on('close', () => process.exit(0));
}

run(Number(process.argv[2])).catch(error => {
  console.error(error);
  process.exit(1);
});

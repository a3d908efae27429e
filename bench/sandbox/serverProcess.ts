/* eslint-disable no-console -- tells where it listens to the process that started it */
import { startSandbox } from '../../packages/sandbox/src';
import { sandboxToken } from '../../packages/sandbox/src/access/users';

/** A sandbox in a process of its own, so that a case that asks it does not compete with it. */
async function run(fleet: number): Promise<void> {
  const sandbox = await startSandbox({
    ports: { rke2: 0, harvester: 0, kasm: 0, control: 0 },
    fleet,
  });
  console.log(
    JSON.stringify({
      rke2: sandbox.clusters.rke2.url,
      ca: sandbox.ca,
      token: sandboxToken('admin'),
      harvester: sandbox.clusters.harvester.url,
      kubeconfig: sandbox.kubeconfig,
      domain: sandbox.domain,
      kasmPort: sandbox.kasmPort,
    }),
  );
  // It ends with the process that started it.
  process.stdin.resume();
  process.stdin.once('end', () => {
    sandbox.stop().then(() => process.exit(0));
  });
}

run(Number(process.argv[2])).catch(error => {
  console.error(error);
  process.exit(1);
});

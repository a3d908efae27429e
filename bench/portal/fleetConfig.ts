import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SandboxProcess } from '../sandbox/startServer';

/** Whether the portal watches each namespace by itself, or each kind once for the whole cluster. */
export type WatchMode = 'namespaces' | 'cluster';

/** The section `kasm` of a portal that looks at a sandbox with a fleet. */
export function fleetConfig(
  sandbox: SandboxProcess,
  watch: WatchMode = 'namespaces',
) {
  const directory = mkdtempSync(join(tmpdir(), 'kasm-bench-'));
  const kubeconfigFile = join(directory, 'kubeconfig');
  writeFileSync(kubeconfigFile, sandbox.kubeconfig);
  return {
    allowSandboxTokens: true,
    requestsPerMinute: 10_000_000,
    clusters: [
      {
        name: 'rke2',
        roles: ['controlPlane'],
        watch,
        namespaces: ['kasm', 'kasm-*', 'database', 'database-*'],
        domains: [sandbox.domain],
        agentClusters: ['harvester'],
        ingress: {
          address: '127.0.0.1',
          port: sandbox.kasmPort,
          ca: sandbox.ca,
        },
        reader: { kubeconfigFile, context: 'rke2-reader' },
      },
      {
        name: 'harvester',
        roles: ['agents'],
        watch,
        namespaces: ['kasm-agents', 'kasm-agents-*'],
        reader: { kubeconfigFile, context: 'harvester-reader' },
      },
    ],
  };
}

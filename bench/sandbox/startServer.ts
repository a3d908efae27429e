import { join } from 'node:path';
import { startChild } from '../harness/childProcess';
import { ApiClient } from './ApiClient';

/** How a sandbox in another process is reached. */
export interface SandboxProcess {
  /** Address of its cluster rke2. */
  rke2: string;
  ca: string;
  /** Of an administrator. */
  token: string;
  /** Address of its cluster harvester. */
  harvester: string;
  /** With the contexts of the portal's own users. */
  kubeconfig: string;
  domain: string;
  /** Port of the public hosts on loopback. */
  kasmPort: number;
}

/** Starts a sandbox with a fleet in a process of its own. */
export function startSandboxProcess(fleet: number): Promise<SandboxProcess> {
  return new Promise((resolve, reject) => {
    const { exited } = startChild(
      join(__dirname, 'serverProcess.ts'),
      [String(fleet)],
      line => {
        if (line.startsWith('{')) {
          resolve(JSON.parse(line));
        }
      },
    );
    exited.then(code => reject(new Error(`The sandbox ended (exit ${code}).`)));
  });
}

/** Starts a sandbox with a fleet and returns a client of its cluster rke2. */
export async function startServer(fleet: number): Promise<ApiClient> {
  const { rke2, ca, token } = await startSandboxProcess(fleet);
  return new ApiClient(rke2, token, ca);
}

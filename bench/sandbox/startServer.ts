import { join } from 'node:path';
import { startChild } from '../harness/childProcess';
import { ApiClient } from './ApiClient';

/** Starts a sandbox with a fleet and returns a client of its cluster rke2. */
export function startServer(fleet: number): Promise<ApiClient> {
  return new Promise((resolve, reject) => {
    const { exited } = startChild(
      join(__dirname, 'serverProcess.ts'),
      [String(fleet)],
      line => {
        if (line.startsWith('{')) {
          const { rke2, ca, token } = JSON.parse(line);
          resolve(new ApiClient(rke2, token, ca));
        }
      },
    );
    exited.then(code => reject(new Error(`The sandbox ended (exit ${code}).`)));
  });
}

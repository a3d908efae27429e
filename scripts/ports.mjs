import { connect } from 'node:net';
import { Failure } from './say.mjs';

function answers(port) {
  return new Promise(resolve => {
    const socket = connect({ port, host: '127.0.0.1', timeout: 1_000 });
    const end = result => {
      socket.destroy();
      resolve(result);
    };
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
    socket.once('timeout', () => end(false));
  });
}

/**
 * Refuses to start on ports that are taken, before anything is built.
 *
 * @param ports - `[{ option: '--port', port: 7007 }]`
 */
export async function requireFreePorts(ports) {
  for (const { option, port } of ports) {
    if (await answers(port)) {
      throw new Failure(
        `Port ${port} is in use. End what uses it, or choose another with ${option}.`,
      );
    }
  }
}

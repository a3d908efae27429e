import { connect, createServer, type Socket } from 'node:net';

/** What is between the portal and a cluster: it can be long, and it can be cut off. */
export interface Wire {
  port: number;
  /** What the cluster sent, as it is on the wire. */
  readonly bytes: number;
  /** Milliseconds that what the portal sends is under way. */
  setDelay(milliseconds: number): void;
  /** While it hangs connections are accepted and nothing moves; those that were open hang too. */
  hang(on: boolean): void;
}

/** Starts a wire to a port of this machine. */
export async function startWire(target: number): Promise<Wire> {
  let delay = 0;
  let bytes = 0;
  let hangs = false;
  const open = new Set<Socket>();
  const server = createServer(near => {
    const far = connect(target, '127.0.0.1');
    open.add(near);
    near.setNoDelay(true);
    far.setNoDelay(true);
    if (hangs) {
      near.pause();
    }
    // Later pieces never overtake earlier ones, also when the delay changes.
    let arrives = 0;
    near.on('data', chunk => {
      arrives = Math.max(arrives, performance.now() + delay);
      setTimeout(() => far.write(chunk), arrives - performance.now());
    });
    far.on('data', chunk => {
      if (!hangs) {
        bytes += chunk.length;
        near.write(chunk);
      }
    });
    const end = () => {
      open.delete(near);
      near.destroy();
      far.destroy();
    };
    [near, far].forEach(socket => socket.on('error', end).on('close', end));
  });
  await new Promise<void>(resolve =>
    server.listen(0, '127.0.0.1', () => resolve()),
  );
  const { port } = server.address() as { port: number };
  return {
    port,
    get bytes() {
      return bytes;
    },
    setDelay: milliseconds => {
      delay = milliseconds;
    },
    hang: on => {
      hangs = on;
      open.forEach(socket => (on ? socket.pause() : socket.destroy()));
    },
  };
}

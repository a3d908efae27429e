import { createServer, type AddressInfo, type Socket } from 'node:net';

/** First byte of a TLS handshake. */
const TLS_HANDSHAKE = 0x16;

/** Takes connections that others accepted, as servers of Node do. */
export interface Taker {
  emit(event: 'connection', socket: Socket): boolean;
}

/** A port that can be closed and opened again, without forgetting its number. */
export interface Port {
  readonly number: number;
  /** Opens or closes it; asked for again before it is done, the last wish counts. */
  set(open: boolean): Promise<void>;
  /** Closes it for good, with every connection. */
  close(): Promise<void>;
}

/**
 * Listens on 127.0.0.1 for TLS and for plain HTTP at once, telling them apart by the first byte. Rejects
 * with the system's error when the port cannot be had.
 */
export async function openPort(
  wanted: number,
  takers: { secure: Taker; plain: Taker },
  address: string,
): Promise<Port> {
  const sockets = new Set<Socket>();
  let number = wanted;
  let isOpen = true;
  let closed = false;
  const server = createServer(socket => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    // A client that gives up is no event of ours.
    socket.on('error', () => {});
    socket.once('data', first => {
      socket.pause();
      socket.unshift(first);
      const taker = first[0] === TLS_HANDSHAKE ? takers.secure : takers.plain;
      taker.emit('connection', socket);
      process.nextTick(() => socket.resume());
    });
  });
  const listen = () =>
    new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(number, address, () => {
        server.off('error', reject);
        number = (server.address() as AddressInfo).port;
        resolve();
      });
    });
  const shut = () =>
    new Promise<void>(resolve => {
      if (server.listening) {
        server.close(() => resolve());
      } else {
        resolve();
      }
      sockets.forEach(socket => socket.destroy());
    });

  await listen();
  let settled: Promise<void> = Promise.resolve();
  return {
    get number() {
      return number;
    },
    set(open) {
      isOpen = open;
      settled = settled.then(async () => {
        if (!closed && isOpen !== server.listening) {
          await (isOpen ? listen() : shut());
        }
      });
      return settled;
    },
    async close() {
      closed = true;
      settled = settled.then(shut, shut);
      await settled;
    },
  };
}

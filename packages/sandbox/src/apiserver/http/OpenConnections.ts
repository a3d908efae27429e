import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** The connections of a server and the answers that are on their way. */
export class OpenConnections {
  private readonly sockets = new Set<Socket>();
  private readonly answers = new Set<ServerResponse>();

  /** Requests that have come in and are not answered to the end. */
  get pending(): number {
    return this.answers.size;
  }

  opened(socket: Socket): void {
    this.sockets.add(socket);
    socket.on('close', () => this.sockets.delete(socket));
    socket.on('error', () => socket.destroy());
  }

  answering(response: ServerResponse): void {
    this.answers.add(response);
    response.on('close', () => this.answers.delete(response));
    response.on('error', () => response.destroy());
  }

  /** From now on nothing more is sent, though everything stays open. */
  muffleAnswers(): void {
    this.answers.forEach(muffle);
  }

  /** Ends answers that are still being written: watches, mostly. */
  endAnswers(): void {
    this.answers.forEach(response => {
      if (response.headersSent) {
        response.end();
      }
    });
  }

  destroyAll(): void {
    this.sockets.forEach(socket => socket.destroy());
  }
}

/** Makes an answer that has begun go silent: what is written is dropped, and it never ends. */
function muffle(response: ServerResponse): void {
  response.write = () => true;
  response.end = () => response;
}

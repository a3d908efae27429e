import type { ServerResponse } from 'node:http';
import { SlowLane } from './SlowLane';
import type { Weather } from './Weather';

/** How long an event that is overtaken waits for the next one. */
const OVERTAKEN_MS = 500;

type Chunk = string | Buffer;
const bytesOf = (chunk: Chunk) =>
  typeof chunk === 'string' ? Buffer.from(chunk) : chunk;

/**
 * Lets an answer be disturbed by the weather on its way out, as it is at that moment. Every `write` of
 * a watch is one event, which is what doubles and overtakes.
 */
export function weatherAnswer(
  response: ServerResponse,
  watching: boolean,
  weather: () => Weather,
): void {
  const write = response.write.bind(response) as (chunk: Chunk) => boolean;
  const end = response.end.bind(response) as () => ServerResponse;
  const lane = new SlowLane(
    piece => write(piece),
    () => end(),
    () => weather() === 'slow',
  );
  let overtaken:
    | { line: Chunk; timer: ReturnType<typeof setTimeout> }
    | undefined;
  // A connection that was lost on the way does not come back with better weather.
  let lost = false;

  const deliverOvertaken = () => {
    if (!overtaken) return;
    clearTimeout(overtaken.timer);
    const { line } = overtaken;
    overtaken = undefined;
    if (!response.destroyed) write(line);
  };
  const cut = (chunk: Chunk) => {
    const bytes = bytesOf(chunk);
    lost = true;
    write(bytes.subarray(0, Math.ceil(bytes.length / 2)));
    // The bytes are to arrive before the connection is seen to break.
    setImmediate(() => response.destroy());
  };
  const send = (chunk: Chunk): void => {
    const now = weather();
    if (watching && now === 'half-open') lost = true;
    if (lost) return;
    if (now === 'slow' || lane.busy) {
      lane.push(bytesOf(chunk));
    } else if (now === 'truncated') {
      cut(chunk);
    } else if (watching && now === 'duplicate') {
      write(chunk);
      write(chunk);
    } else if (watching && now === 'out-of-order' && !overtaken) {
      overtaken = {
        line: chunk,
        timer: setTimeout(deliverOvertaken, OVERTAKEN_MS),
      };
    } else {
      write(chunk);
      deliverOvertaken();
    }
  };

  response.write = ((chunk: Chunk) => {
    send(chunk);
    return true;
  }) as ServerResponse['write'];
  response.end = ((chunk?: Chunk) => {
    if (typeof chunk === 'string' || Buffer.isBuffer(chunk)) send(chunk);
    if (!lost) {
      deliverOvertaken();
      lane.end();
    }
    return response;
  }) as ServerResponse['end'];
  response.on('close', () => {
    clearTimeout(overtaken?.timer);
    lane.drop();
  });
}

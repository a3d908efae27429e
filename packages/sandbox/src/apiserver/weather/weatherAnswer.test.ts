import type { ServerResponse } from 'node:http';
import { EventEmitter } from 'node:events';
import type { Weather } from './Weather';
import { weatherAnswer } from './weatherAnswer';

/** An answer that only remembers what reaches the client. */
function answer(watching: boolean) {
  const seen: string[] = [];
  const state = { weather: 'fair' as Weather };
  const response = Object.assign(new EventEmitter(), {
    destroyed: false,
    write: (chunk: string | Buffer) => seen.push(String(chunk)) > 0,
    end: () => seen.push('end'),
  }) as unknown as ServerResponse;
  weatherAnswer(response, watching, () => state.weather);
  return { seen, state, response };
}

describe('weatherAnswer', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('swaps events that follow each other, and keeps none back for long', () => {
    const { seen, state, response } = answer(true);
    state.weather = 'out-of-order';
    ['a', 'b', 'c'].forEach(line => response.write(line));
    expect(seen).toEqual(['b', 'a']);
    jest.runAllTimers();
    expect(seen).toEqual(['b', 'a', 'c']);
    response.write('d');
    response.end();
    expect(seen).toEqual(['b', 'a', 'c', 'd', 'end']);
  });

  it('leaves answers that are no watch in one piece', () => {
    const { seen, state, response } = answer(false);
    for (const weather of ['out-of-order', 'duplicate', 'half-open'] as const) {
      state.weather = weather;
      response.write(weather);
    }
    expect(seen).toEqual(['out-of-order', 'duplicate', 'half-open']);
  });

  it('goes on in order when slow weather passes while bytes wait', () => {
    const { seen, state, response } = answer(true);
    state.weather = 'slow';
    response.write('a');
    state.weather = 'fair';
    response.write('b');
    response.end();
    jest.runAllTimers();
    expect(seen).toEqual(['a', 'b', 'end']);
  });
});

import { mockServices } from '@backstage/backend-test-utils';
import { ChangeSignal } from './ChangeSignal';

describe('ChangeSignal', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  function signal() {
    const published: unknown[] = [];
    const change = new ChangeSignal({
      logger: mockServices.logger.mock(),
      signals: {
        publish: async payload => {
          published.push(payload);
        },
      },
    });
    return { change, published };
  }

  it('tells the first change at once, by its revision and nothing else', () => {
    const { change, published } = signal();

    change.tell('a');

    expect(published).toEqual([
      {
        recipients: { type: 'broadcast' },
        channel: 'kasm',
        message: { revision: 'a' },
      },
    ]);
    change.stop();
  });

  it('tells at most four a second, and always the last', () => {
    const { change, published } = signal();

    for (let at = 0; at < 1000; at += 10) {
      change.tell(`r${at}`);
      jest.advanceTimersByTime(10);
    }
    jest.advanceTimersByTime(1000);

    expect(published.length).toBeLessThanOrEqual(5);
    expect(published.at(-1)).toMatchObject({ message: { revision: 'r990' } });
    change.stop();
  });

  it('keeps no timer after its end', () => {
    const { change, published } = signal();
    change.tell('a');
    change.tell('b');

    change.stop();
    change.tell('c');
    jest.advanceTimersByTime(1000);

    expect(published).toHaveLength(1);
    expect(jest.getTimerCount()).toBe(0);
  });
});

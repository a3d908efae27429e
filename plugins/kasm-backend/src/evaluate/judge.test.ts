import { healthyObservation, NOW } from './__fixtures__/healthyObservation';
import { evaluate, judge, nextEvaluation } from './evaluate';
import { clean, cleaned } from './text';

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
}

describe('judge', () => {
  it('says at once what evaluate and nextEvaluation say one after the other', () => {
    const observation = healthyObservation();
    const status = evaluate(observation, NOW);
    expect(judge(observation, NOW)).toEqual({
      status,
      next: nextEvaluation(observation, status, NOW),
    });
  });

  it('changes nothing of what it judges, which is shared with what watches keep', () => {
    const observation = deepFreeze(healthyObservation());
    expect(judge(observation, NOW).status).toEqual(
      evaluate(healthyObservation(), NOW),
    );
  });
});

describe('clean', () => {
  it('cuts the same text to each length that is asked for', () => {
    const text = `${'word, '.repeat(60)}`;
    for (const length of [253, 200, 40, 253, 200, 40]) {
      expect(clean(text, length)).toHaveLength(length);
    }
  });
});

describe('cleaned', () => {
  it('copies nothing that is clean', () => {
    const fine = { pods: [{ name: 'api', ready: true }], at: 'now' };
    expect(cleaned(fine)).toBe(fine);
  });

  it('copies what it cleans and leaves the original as it was', () => {
    const dirty = deepFreeze({
      pods: [{ name: 'a' }, { name: 'b\u202e' }],
      other: { fine: 'x' },
    });
    const result = cleaned(dirty);
    expect(result.pods[1].name).toBe('b');
    expect(result.pods[0]).toBe(dirty.pods[0]);
    expect(result.other).toBe(dirty.other);
  });

  it('keeps a field that is called like an object’s own', () => {
    const odd = JSON.parse('{"__proto__":"a\\u202eb","x":1}');
    const result = cleaned(odd);
    expect(Object.keys(result)).toEqual(['__proto__', 'x']);
    expect(Object.getPrototypeOf(result)).toBe(Object.prototype);
  });
});

import { parse } from 'yaml';
import { examples as autoscaleExamples } from './autoscaleAction.examples';
import { parseAutoscaleInput } from './autoscaleInput';
import { examples as createExamples } from './createAgentsAction.examples';
import {
  createAgentsInputJsonSchema,
  parseCreateAgentsInput,
} from './createAgentsInput';
import { examples as deleteExamples } from './deleteAgentsAction.examples';
import { parseDeleteAgentsInput } from './deleteAgentsInput';

const inputOf = (example: string) => parse(example).steps[0].input;

describe('the examples', () => {
  it.each([
    ...createExamples.map(each => [each, parseCreateAgentsInput] as const),
    ...deleteExamples.map(each => [each, parseDeleteAgentsInput] as const),
    ...autoscaleExamples.map(each => [each, parseAutoscaleInput] as const),
  ])('$description: is valid', ({ example }, read) => {
    expect(read(inputOf(example))).toMatchObject({
      cluster: 'rke2',
      name: 'workspaces',
    });
  });
});

describe('what is asked for', () => {
  it('has every problem in one line', () => {
    expect(() =>
      parseCreateAgentsInput({
        cluster: 'rke2',
        name: 'Nope',
        count: 0,
        image: 'noble',
        network: 'x/y',
        surprise: 1,
      }),
    ).toThrow(
      /name: .*; count: .*; image: must be <namespace>\/<name>; .*surprise/,
    );
  });

  it('registers names and defaults and leaves refusing to the action', () => {
    expect(createAgentsInputJsonSchema.properties).toMatchObject({
      cluster: { type: 'string' },
      agentNamespace: { type: 'string' },
      count: { default: 2 },
      enable: { default: true },
    });
    expect(JSON.stringify(createAgentsInputJsonSchema)).not.toContain(
      '"pattern"',
    );
  });
});

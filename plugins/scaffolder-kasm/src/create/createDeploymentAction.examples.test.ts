import { parse } from 'yaml';
import { examples } from './createDeploymentAction.examples';
import { createInputJsonSchema, parseCreateInput } from './createInput';

describe('the examples', () => {
  it.each(examples)('$description: is valid', ({ example }) => {
    const [step] = parse(example).steps;
    expect(step.action).toBe('kasm:deployment:create');
    expect(parseCreateInput(step.input).spec.cluster).toBe('rke2');
  });
});

describe('the registered schema', () => {
  it('says names and defaults and leaves refusing to the action', () => {
    expect(createInputJsonSchema.properties).toMatchObject({
      cluster: { type: 'string' },
      namespace: { type: 'string' },
      name: { default: 'kasm' },
    });
    expect(
      createInputJsonSchema.properties?.deadlines.properties?.database,
    ).toMatchObject({ default: 900 });
    expect(JSON.stringify(createInputJsonSchema)).not.toContain('"pattern"');
  });
});

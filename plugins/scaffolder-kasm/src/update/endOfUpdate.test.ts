import {
  deploymentDescriptor,
  deploymentNames,
  kasmDeploymentSpec,
} from '@kasm-portal/backstage-plugin-kasm-common/spec';
import { asked, configWith } from '../__testUtils__/inMemory';
import { Progress } from '../run/progress';
import type { RunContext } from '../run/RunContext';
import { StepFailure } from '../run/StepFailure';
import { endOfUpdate } from './endOfUpdate';
import { updateRelease } from './updateRelease';

const spec = kasmDeploymentSpec.parse(asked);

function end(more: Partial<Parameters<typeof endOfUpdate>[1]>) {
  const log: string[] = [];
  const write = (line: string) => void log.push(line);
  const error = endOfUpdate(
    {
      names: deploymentNames(spec),
      cluster: configWith().clusters[0],
      progress: new Progress({ info: write, warn: write }),
      signal: new AbortController().signal,
    } as unknown as RunContext,
    {
      descriptor: deploymentDescriptor.parse({
        version: 1,
        state: 'active',
        spec,
      }),
      undo: false,
      stage: updateRelease.title,
      wrote: true,
      policy: 'abort',
      ...more,
    },
    new StepFailure('Helm gave up'),
  );
  return { error, told: [error.message, ...log].join('\n') };
}

describe('an update that fails', () => {
  it('tells the commands that heal a release which waits for an operator', () => {
    const { told } = end({});
    expect(told).toContain('helm -n kasm history kasm');
    expect(told).toContain(
      'helm -n kasm rollback kasm <last revision that was deployed>',
    );
    expect(told).toContain('Never delete the HelmChart');
  });

  it('needs none where the controller tries again by itself', () => {
    const { told } = end({ policy: 'retry' });
    expect(told).toContain('undo: true heals it');
    expect(told).not.toContain('rollback');
  });

  it('says how to go on and back, or that nothing was changed', () => {
    expect(end({}).error.message).toMatch(/same values.*undo: true/);
    expect(end({ undo: true }).error.message).not.toContain('undo: true');
    expect(end({ wrote: false }).error.message).toContain(
      'Nothing was changed.',
    );
  });
});

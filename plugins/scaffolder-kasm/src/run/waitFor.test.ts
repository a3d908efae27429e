import { Progress } from './progress';
import { waitFor } from './waitFor';

const context = () => ({
  progress: new Progress({ info: () => {}, warn: () => {} }),
  signal: new AbortController().signal,
  pollInterval: 1,
});

describe('waitFor', () => {
  it('loses patience with trouble that only changes its words', async () => {
    let looks = 0;
    const waiting = waitFor(context(), {
      about: 'database',
      deadline: 3,
      advice: 'See the pods',
      look: async () => {
        looks += 1;
        return {
          done: false,
          progress: 'not ready',
          trouble: {
            about: 'kasm-pg-1/postgres',
            text: looks % 2 ? 'ErrImagePull' : 'ImagePullBackOff',
            patience: 0.05,
          },
        };
      },
    });
    await expect(waiting).rejects.toThrow(
      /^(ErrImagePull|ImagePullBackOff)\. See the pods$/,
    );
  });

  it('is patient anew with another trouble', async () => {
    let looks = 0;
    const waiting = waitFor(context(), {
      about: 'database',
      deadline: 0.2,
      advice: 'See the pods',
      look: async () => {
        looks += 1;
        return {
          done: false,
          progress: 'not ready',
          trouble: { about: `pod-${looks}`, text: 'stuck', patience: 0.1 },
        };
      },
    });
    await expect(waiting).rejects.toThrow('was not ready within 0.2 s');
  });
});

import { parse } from 'yaml';
import { traefikTimeout } from '@kasm-portal/backstage-plugin-kasm-common/manifests';
import { mergeTraefikTimeout } from './mergeTraefikTimeout';

const merge = (text: string, seconds = 1800) =>
  mergeTraefikTimeout(text, 'websecure', seconds);

const FLAG = '--entryPoints.websecure.transport.respondingTimeouts.readTimeout';

describe('mergeTraefikTimeout', () => {
  it.each(['', '{}', '# nothing yet\n', 'null\n'])(
    'sets the chart’s own key where there is nothing: %j',
    text => {
      const merged = merge(text);
      expect(merged).toMatchObject({ changed: true });
      expect(merged.problem).toBeUndefined();
      expect(parse(merged.text)).toEqual({
        ports: {
          websecure: {
            transport: { respondingTimeouts: { readTimeout: '1800s' } },
          },
        },
      });
      expect(merged.text).toContain(
        text.startsWith('#') ? '# nothing yet' : '',
      );
    },
  );

  it('keeps comments, order and all that belongs to others', () => {
    const { text, changed } = merge(`# owned by the platform team
deployment:
  kind: DaemonSet # one on each node

additionalArguments:
  # metrics
  - --metrics.prometheus=true
  - "${FLAG}=600s" # for Harbor
ports:
  web:
    transport:
      respondingTimeouts:
        readTimeout: 60s
  websecure:
    tls: { enabled: true }
`);
    expect(changed).toBe(true);
    expect(text).toBe(`# owned by the platform team
deployment:
  kind: DaemonSet # one on each node

additionalArguments:
  # metrics
  - --metrics.prometheus=true
  - "${FLAG}=1800s" # for Harbor
ports:
  web:
    transport:
      respondingTimeouts:
        readTimeout: 60s
  websecure:
    tls: { enabled: true }
`);
  });

  it('does not begin a list of arguments, which would take the place of the platform’s', () => {
    const { text } = merge('deployment: { kind: DaemonSet }\n');
    expect(parse(text)).not.toHaveProperty('additionalArguments');
  });

  it.each([
    [`additionalArguments: ["${FLAG.toLowerCase()}=30m"]`],
    [`additionalArguments: ["${FLAG}=1h"]`],
    [`additionalArguments: ["${FLAG}=0"]`],
    [`additionalArguments: ["${FLAG}", "2000"]`],
    [`additionalArguments: ["${FLAG.slice(1)}=1800s"]`],
    [
      'ports: {websecure: {transport: {respondingTimeouts: {readTimeout: 1800}}}}',
    ],
    [
      'ports: {webSecure: {transport: {respondingTimeouts: {readTimeout: 1h0m}}}}',
    ],
    [(traefikTimeout().spec as any).valuesContent],
  ])('leaves what is long enough exactly as it is: %s', text => {
    expect(merge(text)).toEqual({ text, changed: false });
  });

  it.each([
    [`additionalArguments: ["${FLAG.toUpperCase()}=59.5s"]`],
    [`additionalArguments: ["${FLAG}=1h", "${FLAG}=60"]`],
    [`additionalArguments: ["${FLAG}", "600"]`],
    [
      `additionalArguments: ["${FLAG}=2h"]\nports: {websecure: {transport: {respondingTimeouts: {readTimeout: 60}}}}`,
    ],
    [
      'ports: {webSecure: {transport: {respondingTimeouts: {readTimeout: 10m}}}}',
    ],
    ['ports: {websecure: {transport: {respondingTimeouts: {readTimeout: }}}}'],
    ['ports: {websecure: }'],
    ['ports: {webSecure: {expose: true}}'],
  ])('raises every place that is too low, and is then content: %s', text => {
    const merged = merge(text);
    expect(merged.changed).toBe(true);
    expect(merge(merged.text)).toEqual({ text: merged.text, changed: false });
    // never lowers: whatever was longer is as long as before
    const longer = (each: string) => each.match(/=[12]h/g);
    expect(longer(merged.text)).toEqual(longer(text));
    expect(merge(merged.text, 60).changed).toBe(false);
  });

  it('takes another entry point for another', () => {
    const text = `additionalArguments: ["${FLAG}=1800s"]\n`;
    const merged = mergeTraefikTimeout(text, 'web', 1800);
    expect(parse(merged.text)).toEqual({
      additionalArguments: [`${FLAG}=1800s`],
      ports: {
        web: { transport: { respondingTimeouts: { readTimeout: '1800s' } } },
      },
    });
  });

  it.each([
    ['a: [', 'not YAML'],
    ['a: 1\na: 2', 'not YAML'],
    ['a: 1\n---\nb: 2', 'more than one'],
    ['- a', 'not a map'],
    ['text', 'not a map'],
    ['a: !secret x', 'unknown tags'],
    ['additionalArguments: --metrics', 'additionalArguments is not a list'],
    ['additionalArguments: [{a: 1}]', 'no text'],
    [`additionalArguments: ["${FLAG}=soon"]`, 'no duration'],
    [`additionalArguments: ["${FLAG}"]`, 'no duration'],
    ['ports: [80]', 'ports is not a map'],
    [
      'ports: {websecure: {transport: {respondingTimeouts: {readTimeout: [1]}}}}',
      'not a duration',
    ],
    ['x: &p {a: 1}\nports: {websecure: *p}', 'ports.websecure is an alias'],
    ['x: &p {a: 1}\nports: {websecure: {<<: *p}}', 'merge key'],
  ])('refuses %j and changes nothing', (text, why) => {
    const merged = merge(text);
    expect(merged).toMatchObject({ text, changed: false });
    expect(merged.problem).toContain(why);
  });
});

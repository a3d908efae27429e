import { duplicate, forbidden, type Causes } from './causes';
import { labelNameCauses } from './names';

/** What is wrong with the volumes of a pod. */
export function volumesCauses(volumes: any[], field: string): Causes {
  const names = new Set<string>();
  return volumes.flatMap((volume, index) => {
    const at = `${field}[${index}]`;
    const { name, ...sources } = volume;
    const causes: Causes = [];
    if (name) {
      causes.push(...labelNameCauses(`${at}.name`, name));
      if (names.has(name)) {
        causes.push(duplicate(`${at}.name`, name));
      }
      names.add(name);
    }
    // The first in the order of Go's fields stays, which emptyDir is.
    const [, ...more] = Object.keys(sources).sort(
      (a, b) => Number(b === 'emptyDir') - Number(a === 'emptyDir'),
    );
    return [
      ...causes,
      ...more.map(source =>
        forbidden(`${at}.${source}`, 'may not specify more than 1 volume type'),
      ),
    ];
  });
}

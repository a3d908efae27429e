import { quantityValue } from '../../schemas/builtIn/quantity';
import {
  duplicate,
  missing,
  required,
  wrongValue,
  type Causes,
} from './causes';
import { labelNameCauses, portCauses, portNameCauses } from './names';
import { probeCauses } from './probes';

type Value = any;

function portsCauses(ports: Value[], field: string): Causes {
  const names = new Set<string>();
  return ports.flatMap((port, index) => {
    const at = `${field}[${index}]`;
    const causes: Causes = [];
    if (port.name) {
      causes.push(...portNameCauses(`${at}.name`, port.name));
      if (names.has(port.name)) {
        causes.push(duplicate(`${at}.name`, port.name));
      }
      names.add(port.name);
    }
    if (!port.containerPort) {
      causes.push(required(`${at}.containerPort`));
    } else {
      causes.push(...portCauses(`${at}.containerPort`, port.containerPort));
    }
    if (port.hostPort) {
      causes.push(...portCauses(`${at}.hostPort`, port.hostPort));
    }
    return causes;
  });
}

/** Printable ASCII but for the equals sign, as Kubernetes takes since 1.32. */
const VARIABLE = /^[ -<>-~]+$/;

function variableCauses(variable: Value, field: string): Causes {
  const { name, value, valueFrom } = variable;
  const causes: Causes = [];
  if (name && !VARIABLE.test(name)) {
    causes.push(
      wrongValue(
        `${field}.name`,
        name,
        "a valid environment variable name must consist only of printable ASCII characters other than '='",
      ),
    );
  }
  if (!valueFrom) {
    return causes;
  }
  const at = `${field}.valueFrom`;
  const sources = Object.keys(valueFrom);
  if (sources.length === 0) {
    causes.push(
      wrongValue(
        at,
        '',
        'must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`',
      ),
    );
  } else if (value) {
    causes.push(
      wrongValue(at, '', 'may not be specified when `value` is not empty'),
    );
  } else if (sources.length > 1) {
    causes.push(
      wrongValue(
        at,
        '',
        'may not have more than one field specified at a time',
      ),
    );
  }
  return causes;
}

function mountsCauses(
  mounts: Value[],
  volumes: Set<string>,
  field: string,
): Causes {
  const paths = new Set<string>();
  return mounts.flatMap((mount, index) => {
    const at = `${field}[${index}]`;
    const causes: Causes = [];
    if (mount.name && !volumes.has(mount.name)) {
      causes.push(missing(`${at}.name`, mount.name));
    }
    if (mount.mountPath && paths.has(mount.mountPath)) {
      causes.push(
        wrongValue(`${at}.mountPath`, mount.mountPath, 'must be unique'),
      );
    }
    paths.add(mount.mountPath);
    return causes;
  });
}

/** What is wrong with the amounts that a container asks for. */
export function resourcesCauses(resources: Value, field: string): Causes {
  const { limits = {}, requests = {} } = resources ?? {};
  const causes: Causes = [];
  for (const [list, amounts] of Object.entries<Value>({ limits, requests })) {
    for (const [name, amount] of Object.entries<string>(amounts)) {
      if (quantityValue(amount) < 0n) {
        causes.push(
          wrongValue(
            `${field}.${list}[${name}]`,
            amount,
            'must be greater than or equal to 0',
          ),
        );
      }
    }
  }
  for (const [name, amount] of Object.entries<string>(requests)) {
    const limit = limits[name];
    if (limit && quantityValue(amount) > quantityValue(limit)) {
      causes.push(
        wrongValue(
          `${field}.requests`,
          amount,
          `must be less than or equal to ${name} limit of ${limit}`,
        ),
      );
    }
  }
  return causes;
}

/** What is wrong with containers beyond what is missing or may not stand there at all. */
export function containersCauses(
  containers: Value[],
  volumes: Set<string>,
  field: string,
): Causes {
  const names = new Set<string>();
  return containers.flatMap((container, index) => {
    const at = `${field}[${index}]`;
    const causes: Causes = [];
    const { name, env = [], volumeMounts = [], ports = [] } = container;
    if (name) {
      causes.push(...labelNameCauses(`${at}.name`, name));
      if (names.has(name)) {
        causes.push(duplicate(`${at}.name`, name));
      }
      names.add(name);
    }
    return [
      ...causes,
      ...portsCauses(ports, `${at}.ports`),
      ...env.flatMap((variable: Value, place: number) =>
        variableCauses(variable, `${at}.env[${place}]`),
      ),
      ...mountsCauses(volumeMounts, volumes, `${at}.volumeMounts`),
      ...['livenessProbe', 'readinessProbe', 'startupProbe'].flatMap(probe =>
        probeCauses(container[probe], `${at}.${probe}`),
      ),
      ...resourcesCauses(container.resources, `${at}.resources`),
    ];
  });
}

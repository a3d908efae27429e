import { isIP } from 'node:net';
import type { StoredObject } from '../../ClusterStore';
import { equal } from '../../store/json';
import {
  duplicate,
  forbidden,
  GoText,
  required,
  wrongValue,
  type Causes,
} from './causes';
import { goStrings } from './goValues';
import {
  labelNameCauses,
  labelsCauses,
  portCauses,
  portOrNameCauses,
} from './names';

type Value = any;

function goPort({ protocol, port }: Value): GoText {
  return new GoText(
    `core.ServicePort{Name:"", Protocol:${JSON.stringify(
      protocol,
    )}, AppProtocol:(*string)(nil), Port:${port}, TargetPort:intstr.IntOrString{Type:0, IntVal:0, StrVal:""}, NodePort:0}`,
  );
}

function portsCauses(spec: Value): Causes {
  const { ports = [], type, clusterIP } = spec;
  const names = new Set<string>();
  const taken = new Set<string>();
  const headless = clusterIP === 'None';
  return ports.flatMap((port: Value, index: number) => {
    const field = `spec.ports[${index}]`;
    const causes: Causes = [];
    if (!port.name) {
      if (ports.length > 1) {
        causes.push(required(`${field}.name`));
      }
    } else {
      causes.push(...labelNameCauses(`${field}.name`, port.name));
      if (names.has(port.name)) {
        causes.push(duplicate(`${field}.name`, port.name));
      }
      names.add(port.name);
    }
    causes.push(...portCauses(`${field}.port`, port.port ?? 0));
    if (!headless || port.targetPort !== undefined) {
      causes.push(
        ...portOrNameCauses(
          `${field}.targetPort`,
          port.targetPort ?? port.port,
        ),
      );
    }
    if (port.nodePort && type === 'ClusterIP') {
      causes.push(
        forbidden(
          `${field}.nodePort`,
          "may not be used when `type` is 'ClusterIP'",
        ),
      );
    }
    const key = `${port.protocol} ${port.port}`;
    if (taken.has(key)) {
      causes.push(duplicate(field, goPort(port)));
    }
    taken.add(key);
    return causes;
  });
}

function addressCauses(spec: Value, before: Value): Causes {
  const { clusterIP, type } = spec;
  const field = 'spec.clusterIPs[0]';
  if (clusterIP && clusterIP !== 'None' && isIP(clusterIP) === 0) {
    return [
      wrongValue(
        field,
        clusterIP,
        'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
      ),
    ];
  }
  const had = before?.clusterIP;
  if (had && type !== 'ExternalName' && had !== clusterIP) {
    return [
      wrongValue(
        field,
        goStrings(clusterIP ? [clusterIP] : undefined),
        clusterIP
          ? 'may not change once set'
          : 'primary clusterIP can not be unset',
      ),
    ];
  }
  return [];
}

export function serviceCauses(
  object: StoredObject,
  before: StoredObject | undefined,
): Causes {
  const { spec } = object;
  const { type, ports, externalName, selector, clusterIP } = spec;
  const causes = portsCauses(spec);
  if (!ports?.length && type !== 'ExternalName' && clusterIP !== 'None') {
    causes.push(required('spec.ports'));
  }
  if (type === 'ExternalName') {
    if (!externalName) {
      causes.push(required('spec.externalName'));
    }
    if (clusterIP) {
      causes.push(
        forbidden(
          'spec.clusterIPs[0]',
          'may not be set for ExternalName services',
        ),
      );
    }
  }
  return [
    ...causes,
    ...labelsCauses('spec.selector', selector),
    ...(equal(before?.spec?.clusterIP, clusterIP) && before
      ? []
      : addressCauses(spec, before?.spec)),
  ];
}

import { cpus, loadavg, totalmem } from 'node:os';

/** What figures depend on, without anything that names the machine. */
export function machine() {
  const all = cpus();
  return {
    processor: (all[0]?.model ?? 'unknown').replace(/\s+/g, ' ').trim(),
    cores: all.length,
    memoryGB: Math.round(totalmem() / 1024 ** 3),
    system: `${process.platform} ${process.arch}`,
    node: process.version,
    // Above the number of cores, others were at work and times are too long.
    loadBefore: Math.round(loadavg()[0] * 10) / 10,
  };
}

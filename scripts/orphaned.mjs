import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

function parentOf(pid) {
  try {
    // The second field is the name in parentheses, which may itself hold spaces and parentheses.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    const { stdout } = spawnSync('ps', ['-o', 'ppid=', '-p', String(pid)], {
      encoding: 'utf8',
    });
    return Number(stdout) || undefined;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/**
 * Calls back once when the process that started this one is gone. npm starts a shell that starts this
 * one, and the shell outlives npm: so npm is watched too.
 */
export function whenOrphaned(callback) {
  const parent = process.ppid;
  const npm = process.env.npm_lifecycle_event ? parentOf(parent) : undefined;
  const timer = setInterval(() => {
    if (process.ppid !== parent || (npm && !isAlive(npm))) {
      clearInterval(timer);
      callback();
    }
  }, 500);
  timer.unref();
}

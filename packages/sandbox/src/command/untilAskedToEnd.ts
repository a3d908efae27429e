const PARENT_CHECK = 500;

/**
 * Resolves when this process should end: on SIGINT or SIGTERM, when its parent dies, and, where
 * asked, when standard input ends (a parent that is killed cannot say goodbye).
 */
export function untilAskedToEnd(options: {
  exitWithParent: boolean;
}): Promise<void> {
  let timer: NodeJS.Timeout;
  const asked = new Promise<void>(resolve => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
    const parent = process.ppid;
    timer = setInterval(() => {
      if (process.ppid !== parent) resolve();
    }, PARENT_CHECK);
    if (options.exitWithParent) {
      process.stdin.once('end', () => resolve());
      process.stdin.once('error', () => resolve());
      process.stdin.resume();
    }
  });
  return asked.finally(() => {
    clearInterval(timer);
    process.stdin.pause();
  });
}

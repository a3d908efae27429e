const PARENT_CHECK = 500;

/**
 * Resolves when this process should end: on SIGINT or SIGTERM, when its parent dies, and, where
 * asked, when standard input ends (a parent that is killed cannot say goodbye).
 */
export function untilAskedToEnd(options: {
  exitWithParent: boolean;
}): Promise<void> {
  return new Promise(resolve => {
    const parent = process.ppid;
    const timer = setInterval(() => {
      if (process.ppid !== parent) end();
    }, PARENT_CHECK);
    // A start that fails must not be kept from ending by this watch.
    timer.unref();
    const end = () => {
      clearInterval(timer);
      process.stdin.pause();
      resolve();
    };
    process.once('SIGINT', end);
    process.once('SIGTERM', end);
    if (options.exitWithParent) {
      process.stdin.once('end', end);
      process.stdin.once('error', end);
      process.stdin.resume();
    }
  });
}

/** Waits until the assertion holds; fails with its error when it does not within four seconds. */
export async function eventually(assertion: () => void): Promise<void> {
  const end = Date.now() + 4_000;
  for (;;) {
    try {
      assertion();
      return;
    } catch (error) {
      if (Date.now() > end) throw error;
    }
    await new Promise(resolve => setTimeout(resolve, 5));
  }
}

/** The fault control of the sandbox that the portal under test watches. */
const control = process.env.SANDBOX_CONTROL_URL;

async function post(path: string): Promise<void> {
  const response = await fetch(`${control}${path}`, { method: 'POST' });
  if (!response.ok) {
    throw new Error(
      `POST ${path}: ${response.status} ${await response.text()}`,
    );
  }
}

export const inject = (fault: string) => post(`/faults/${fault}/inject`);
export const heal = () => post('/heal');

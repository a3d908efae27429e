// Writes src/schema/openapi.generated.ts from openapi.yaml: `yarn schema`. A test keeps them equal.
import { readFile, writeFile } from 'fs/promises';
import { parse } from 'yaml';

const folder = new URL('../src/schema/', import.meta.url);
const spec = parse(await readFile(new URL('openapi.yaml', folder), 'utf8'));
await writeFile(
  new URL('openapi.generated.ts', folder),
  `// Made from openapi.yaml by \`yarn schema\`. Do not edit.
/* eslint-disable */
export const spec = ${JSON.stringify(spec, null, 2)} as const;
`,
);

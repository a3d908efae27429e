/** Why an image cannot be pulled. */
export type ImageTrouble =
  | 'unauthorized'
  | 'missing'
  | 'rate-limited'
  | 'unreachable';

const REFERENCE =
  /^[a-z0-9]+(?:[._-]+[a-z0-9]+)*(?:\.[a-z0-9-]+)*(?::\d+)?(?:\/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*(?::[\w][\w.-]{0,127})?(?:@sha256:[0-9a-f]{64})?$/;

/** The message of InvalidImageName, when the name of an image is none. */
export function invalidImageName(image: string): string | undefined {
  if (REFERENCE.test(image)) {
    return undefined;
  }
  const why = /[A-Z]/.test(image.split(':')[0])
    ? 'invalid reference format: repository name must be lowercase'
    : 'invalid reference format';
  return `Failed to apply default image tag "${image}": couldn't parse image name "${image}": ${why}`;
}

const parts = (image: string) => {
  const [, repository, tag = 'latest'] =
    /^(.+?)(?::([^/:@]+))?(?:@.+)?$/.exec(image) ?? [];
  return { repository, tag };
};

const ANSWERS: Record<
  ImageTrouble,
  (image: string) => { code: string; why: string }
> = {
  missing: image => ({
    code: 'NotFound',
    why: `failed to resolve reference "${image}": ${image}: not found`,
  }),
  unauthorized: image => ({
    code: 'Unknown',
    why: `failed to resolve reference "${image}": failed to authorize: failed to fetch oauth token: unexpected status from GET request to the registry's token service: 401 Unauthorized`,
  }),
  'rate-limited': image => {
    const { repository, tag } = parts(image);
    return {
      code: 'Unknown',
      why: `failed to copy: httpReadSeeker: failed open: unexpected status code /v2/${repository}/manifests/${tag}: 429 Too Many Requests - Server message: toomanyrequests: You have reached your unauthenticated pull rate limit.`,
    };
  },
  unreachable: image => {
    const { repository, tag } = parts(image);
    return {
      code: 'DeadlineExceeded',
      why: `failed to resolve reference "${image}": failed to do request: Head "/v2/${repository}/manifests/${tag}": dial tcp: i/o timeout`,
    };
  },
};

/** What the container runtime says of an image that it cannot pull. */
export function pullError(image: string, trouble: ImageTrouble): string {
  const { code, why } = ANSWERS[trouble](image);
  return `rpc error: code = ${code} desc = failed to pull and unpack image "${image}": ${why}`;
}

/** What hinders the pull of an image, by the beginnings of references that are in trouble. */
export function troubleWith(
  images: ReadonlyMap<string, ImageTrouble>,
  image: string,
): ImageTrouble | undefined {
  for (const [beginning, trouble] of images) {
    if (image.startsWith(beginning)) {
      return trouble;
    }
  }
  return undefined;
}

/** Version by the tag of an image; undefined for `latest`, digests and the like. */
export function imageVersion(
  image: string | undefined,
): { major: number; minor: number; text: string } | undefined {
  const [, major, minor, patch] =
    /:v?(\d+)\.(\d+)(?:\.(\d+))?[^/]*$/.exec(image ?? '') ?? [];
  return major === undefined
    ? undefined
    : {
        major: Number(major),
        minor: Number(minor),
        text: [major, minor, patch].filter(Boolean).join('.'),
      };
}

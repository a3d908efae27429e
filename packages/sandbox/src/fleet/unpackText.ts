import { gunzipSync, gzipSync } from 'node:zlib';
import type { Unpack } from './compileCopy';

const GZIP = Buffer.from([0x1f, 0x8b]);

const encode = (text: string) => Buffer.from(text).toString('base64');

/** Reads text in base64, as in a Secret or a signing request, and a Helm release, which is packed once more. */
export const unpackText: Unpack = text => {
  if (!/^[A-Za-z0-9+/]+=*$/.test(text)) {
    return undefined;
  }
  const once = Buffer.from(text, 'base64').toString();
  const twice = Buffer.from(once, 'base64');
  if (twice.subarray(0, GZIP.length).equals(GZIP)) {
    return {
      text: gunzipSync(twice).toString(),
      pack: changed =>
        encode(gzipSync(changed, { level: 1 }).toString('base64')),
    };
  }
  return { text: once, pack: encode };
};

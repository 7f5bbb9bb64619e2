import { brotliCompressSync, constants, gzipSync } from "node:zlib";

/** The sizes in bytes that a web server with precompressed files would send. */
export function compressed(bytes) {
  return {
    gzip: gzipSync(bytes, { level: 9 }).length,
    brotli: brotliCompressSync(bytes, {
      params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
    }).length,
  };
}

/** Bytes as a figure to read; 1 kB is 1,000 bytes. */
export const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;

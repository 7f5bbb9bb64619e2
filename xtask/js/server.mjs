// A web server for the built page, as plain as the static hosts that the page is made for: no header is set that
// a page on such a host could not count on.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, resolve, sep } from "node:path";

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".csv": "text/csv; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".map": "application/json",
  ".mjs": "text/javascript; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
  ".woff2": "font/woff2",
};

/**
 * Serves the files of a folder to this machine alone.
 *
 * @param {string} folder
 * @param {number} port 0 for any free one
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export async function startServer(folder, port) {
  const root = resolve(folder);
  const server = createServer(async (request, response) => {
    const [status, headers, body] = await answer(root, request);
    response.writeHead(status, { "cache-control": "no-cache", "content-length": body.length, ...headers });
    response.end(request.method === "HEAD" ? undefined : body);
  });
  await new Promise((done, failed) => {
    server.once("error", failed);
    server.listen(port, "127.0.0.1", done);
  });
  const close = () =>
    new Promise((done) => {
      server.close(() => done());
      server.closeAllConnections();
    });
  return { url: `http://localhost:${server.address().port}/`, close };
}

async function answer(root, { method, url }) {
  const plain = (status, text) => [status, { "content-type": TYPES[".txt"] }, Buffer.from(text)];
  if (method !== "GET" && method !== "HEAD") return plain(405, "only GET and HEAD are answered");
  try {
    const path = decodeURIComponent(new URL(url, "http://localhost").pathname);
    const file = resolve(root, `.${path.endsWith("/") ? `${path}index.html` : path}`);
    if (!file.startsWith(root + sep)) return plain(403, "outside the served folder");
    const type = TYPES[extname(file)] ?? "application/octet-stream";
    return [200, { "content-type": type }, await readFile(file)];
  } catch {
    return plain(404, "not found");
  }
}

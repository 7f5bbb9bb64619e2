// Serves a folder on localhost: `node serve.mjs FOLDER [PORT]`.
import { startServer } from "./server.mjs";

const USUAL_PORT = 4173;

const [root, port] = process.argv.slice(2);
const server = await open();
console.log(`\nCommonground is at ${server.url} (Ctrl+C stops it)`);

async function open() {
  try {
    return await startServer(root, port === undefined ? USUAL_PORT : Number(port));
  } catch (error) {
    if (error.code !== "EADDRINUSE") throw error;
    if (port === undefined) return startServer(root, 0);
    console.error(`error: port ${port} is taken; give another one, or none to have a free one chosen`);
    process.exit(1);
  }
}

// The engine as Node sees it: the very module that the page runs, loaded once.
import { readFileSync } from "node:fs";
import * as engine from "../../pkg/wasm/commonground.js";

export const bytes = readFileSync(new URL("../../pkg/wasm/commonground_bg.wasm", import.meta.url));

engine.initSync({ module: bytes });

export { engine };

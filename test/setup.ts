import { afterAll, afterEach } from "vitest";
import { endFile, endTest } from "./helpers/temporary-folder.ts";

// For every file of tests: a worker reads a helper once, so that hooks at its top would be those of the first file alone.
afterEach(endTest);
afterAll(endFile);

import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

const BROWSER_TESTS = "test/browser/**/*.test.ts";

export default defineConfig({
  test: {
    setupFiles: ["test/setup.ts"],
    // Many tests wait for a command line that they started: two workers more than cores keep the cores busy.
    maxWorkers: availableParallelism() + 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    env: { NO_COLOR: "1" },
    projects: [
      {
        extends: true,
        // A worker reads the source once, not once a file: no module of ours is mocked or keeps what another test could see.
        test: { name: "node", include: ["test/**/*.test.ts"], exclude: [BROWSER_TESTS], isolate: false },
      },
      {
        extends: true,
        // A browser beside three workers on two cores is slow.
        test: { name: "browser", include: [BROWSER_TESTS], testTimeout: 120_000, hookTimeout: 120_000 },
      },
    ],
  },
});

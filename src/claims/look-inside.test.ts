import { expect, test } from "vitest";
import type { RunRequest } from "../core/ports/engine.ts";
import { processesOf, socketsOf } from "./look-inside.ts";
import { fakeTrial } from "./trial.fixture.ts";

const looks = { sockets: socketsOf, processes: processesOf };

// One that looks for sockets among the processes would be taken for one of the service's by another that looks at those.
test.each([
  ["sockets", undefined],
  ["processes", "c"],
] as const)("a look at the %s is among the container's processes: %s", async (what, pidOf) => {
  const asked: RunRequest[] = [];
  const trial = fakeTrial({
    runToEnd: (request) => {
      asked.push(request);
      return {};
    },
  });
  await looks[what]({ ...trial, toolbox: async () => "toolbox" }, await trial.start());
  expect(asked).toHaveLength(1);
  expect([asked[0]?.pidOf, asked[0]?.networkOf]).toEqual([pidOf, "c"]);
});

import { expect, test } from "vitest";
import type { RunRequest } from "../core/ports/engine.ts";
import { insideOf, processesOf, socketsOf } from "./look-inside.ts";
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

test("what was started from outside, such as a health check, is none of the service's processes", async () => {
  const process = (pid: number, parent: number): string =>
    `pid ${pid}\nName:\tpython\nState:\tS\nPPid:\t${parent}\nUid:\t0\t0\t0\t0\n`;
  const trial = fakeTrial({ runToEnd: () => ({ stdout: process(1, 0) + process(7, 1) + process(9, 0) }) });
  expect((await processesOf(trial, await trial.start())).map((one) => one.pid)).toEqual([1, 7]);
});

test("a look at both tells each apart", async () => {
  const listening = "   0: 00000000:1F40 00000000:0000 0A 00000000:00000000";
  const trial = fakeTrial({
    runToEnd: () => ({
      stdout: `  sl  local_address\n${listening}\n\npid 7\nName:\tuvicorn\nState:\tS\nUid:\t1\t1\t1\t1\n`,
    }),
  });
  const { processes, sockets } = await insideOf(trial, await trial.start());
  expect(processes.map((one) => [one.pid, one.name])).toEqual([[7, "uvicorn"]]);
  expect(sockets).toEqual([{ address: "0.0.0.0", port: 8000, loopback: false }]);
});

import { expect, test } from "vitest";
import type { Command, Output } from "../../core/ports/process.ts";
import { ensureMmdebstrap } from "./bootstrap.ts";

function answer(command: Command, exitCode: number): Output {
  return {
    argv: command.argv,
    exitCode,
    signal: null,
    stdout: "",
    stderr: exitCode === 0 ? "" : "E: Unable to acquire the dpkg frontend lock",
    seconds: 0,
    timedOut: false,
    truncated: false,
  };
}

test("two bases that need mmdebstrap at once install it once, and wait for who else installs something", async () => {
  let installed = false;
  let installing = 0;
  const asked: string[] = [];
  const spawn = async (command: Command): Promise<Output> => {
    const line = command.argv.join(" ");
    asked.push(line);
    if (line === "mmdebstrap --version") return answer(command, installed ? 0 : 127);
    if (!line.includes(" install ")) return answer(command, 0);
    installing += 1;
    const alone = installing === 1;
    await new Promise((resolve) => setTimeout(resolve, 5));
    installing -= 1;
    installed ||= alone;
    return answer(command, alone ? 0 : 100);
  };
  const tools = { spawn, mayInstall: true, uid: 0 };
  await Promise.all([ensureMmdebstrap(tools), ensureMmdebstrap(tools)]);
  const installs = asked.filter((line) => line.includes(" install "));
  expect(installs).toHaveLength(1);
  expect(installs[0]).toMatch(/DPkg::Lock::Timeout=\d+/);
});

test("who may not install is told what to type", async () => {
  const spawn = (command: Command): Promise<Output> => Promise.resolve(answer(command, 127));
  await expect(ensureMmdebstrap({ spawn, mayInstall: false, uid: 0 })).rejects.toThrow(/mmdebstrap is not installed/);
});

import { spawn } from "node:child_process";

/** How long a program that opens a file may take to say that it cannot. */
const patienceMs = 1500;

/** Asks the desktop to show a file, and answers whether a program took it. What it starts outlives this process. */
export async function openFile(file: string, platform: string = process.platform): Promise<boolean> {
  const [program, ...args] = opener(file, platform);
  return new Promise((resolve) => {
    const child = spawn(program, args, { detached: true, stdio: "ignore" });
    // A browser that keeps running was opened; nobody waits for its end.
    const patient = setTimeout(() => resolve(true), patienceMs);
    child.once("error", () => {
      clearTimeout(patient);
      resolve(false);
    });
    child.once("exit", (code) => {
      clearTimeout(patient);
      resolve(code === 0);
    });
    child.unref();
  });
}

function opener(file: string, platform: string): readonly [string, ...string[]] {
  if (platform === "darwin") return ["open", file];
  return platform === "win32" ? ["explorer.exe", file] : ["xdg-open", file];
}

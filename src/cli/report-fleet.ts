import { dirname, relative, resolve, sep } from "node:path";
import { fleetPage } from "../reports/fleet/page.ts";
import type { Session } from "./context.ts";
import type { ExitCode } from "./verdict.ts";

/** Where the page is written when no file is named: beside the folder's own records. */
const defaultPage = ".seaworthy/fleet.html";

/** Writes one page over all records below a folder; with --json alone, prints what it is made of. */
export async function reportFleet(session: Session, folder: string, output: string | undefined): Promise<ExitCode> {
  const { workflows, run, io, json, print, printJson } = session;
  const fleet = await workflows.records.fleet({ path: folder }, run);
  if (json && output === undefined) {
    printJson(fleet);
    return 0;
  }
  if (output === "-") {
    print(fleetPage(fleet, ""));
    return 0;
  }
  const root = resolve(io.cwd, folder);
  const target = output === undefined ? resolve(root, defaultPage) : resolve(io.cwd, output);
  const base = relative(dirname(target), root).split(sep).join("/");
  const file = await workflows.saveReport(target, fleetPage(fleet, base));
  if (json) printJson({ file });
  else print(`${file}\n`);
  return 0;
}

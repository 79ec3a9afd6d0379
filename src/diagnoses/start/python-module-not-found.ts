import { defineDiagnosis } from "../define.ts";
import { lastOf } from "../lines.ts";

export default defineDiagnosis({
  id: "python-module-not-found",
  title: "The start command names a module that is not there",
  stage: "start",
  since: "0.1.0",
  why: "uvicorn and gunicorn import the application by its dotted path from the working directory; a path that is right on the author's machine is often one folder off in the image.",
  sources: ["https://www.uvicorn.org/deployment/"],
  signatures: [
    /Could not import module "(?<module>[\w.]+)"/,
    /ModuleNotFoundError: No module named '(?<module>[\w.]+)'/,
    /Attribute "(?<attribute>\w+)" not found in module "(?<module>[\w.]+)"/,
  ],
  quiet: ["ImportError: libpq.so.5: cannot open shared object file: No such file or directory"],
  confirm({ facts, plan, dockerfile }, match) {
    const wanted = match.groups?.["module"] ?? "";
    const target = plan.command.find((word) => /^[\w.]+:[\w.]+(\(\))?$/.test(word));
    if (target === undefined || target.startsWith(`${wanted}:`)) return null;
    const command = lastOf(dockerfile, "cmd") ?? lastOf(dockerfile, "entrypoint");
    if (command === null) return null;
    const evidence = facts.evidence.find((one) => one.fact === "app" || one.fact === "start");
    const where = evidence === undefined ? "" : `, ${evidence.file}:${evidence.line}`;
    return {
      cause: `The start command asks for ${wanted}; the application object is ${target}${where}.`,
      confirmedBy: [
        `the application object was found at ${target}${where}`,
        `line ${dockerfile.lines.position(command.start).line} starts ${wanted}`,
      ],
      remedy: {
        says: `start ${target} instead, in exec form`,
        edits: [
          {
            start: command.start,
            end: command.end,
            text: `CMD ${JSON.stringify(plan.command).replaceAll('","', '", "')}`,
          },
        ],
      },
    };
  },
});

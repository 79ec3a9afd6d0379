import type { Wire, Workflows } from "./core/ports/workflows.ts";
import type { WiredContext } from "./wire/context.ts";

/**
 * Builds the use cases over the real engines and files. Nothing is loaded until a use case is called, so that `--help`
 * and `rate` start as fast as node itself.
 */
export const wire: Wire = (options): Workflows => {
  let made: Promise<WiredContext> | undefined;
  const context = (): Promise<WiredContext> =>
    (made ??= import("./wire/context.ts").then((room) => room.makeContext(options)));
  const engines = async () => (await import("./wire/engine-flows.ts")).engineFlows(await context());
  const bases = async () => (await import("./wire/base-flows.ts")).baseFlows(await context());
  return {
    detect: async (o) => (await import("./workflows/detect.ts")).detectFlow(await context(), o),
    init: async (o, run) => (await import("./workflows/init.ts")).init(await context(), o, run),
    rate: async (o, run) => (await import("./workflows/rate.ts")).rate(await context(), o, run),
    fix: async (o, run) => (await import("./workflows/fix.ts")).fix(await context(), o, run),
    build: async (o, run) => (await import("./workflows/build.ts")).build(await context(), o, run),
    up: async (o, run) => (await import("./workflows/up.ts")).up(await context(), o, run),
    down: async (o, run) => (await import("./workflows/up.ts")).down(await context(), o, run),
    prove: async (o, run) => (await import("./workflows/prove.ts")).prove(await context(), o, run),
    compare: async (o, run) => (await import("./workflows/compare.ts")).compare(await context(), o, run),
    loop: async (o, run) => (await import("./workflows/loop.ts")).loop(await context(), o, run),
    images: {
      inspect: async (o, run) => (await import("./workflows/inspect.ts")).inspect(await context(), o, run),
      contents: async (o, run) => (await import("./workflows/inspect.ts")).imageContents(await context(), o, run),
      difference: async (o, run) => (await import("./workflows/inspect.ts")).imageDifference(await context(), o, run),
    },
    records: {
      list: async (o) => (await import("./workflows/records.ts")).listRecords(await context(), o),
      find: async (o) => (await import("./workflows/records.ts")).findRecord(await context(), o),
      evidence: async (o) => (await import("./workflows/records.ts")).recordEvidence(await context(), o),
      verify: async (o, run) => (await import("./workflows/verify-record.ts")).verifyRecord(await context(), o, run),
      fleet: async (o, run) => (await import("./workflows/fleet.ts")).fleet(await context(), o, run),
      replay: async (o, run) => (await import("./workflows/replay.ts")).replay(await context(), o, run),
    },
    engine: {
      status: async (run) => (await engines()).status(run),
      up: async (run) => (await engines()).up(run),
      down: async (run) => (await engines()).down(run),
      env: async (run) => (await engines()).env(run),
    },
    bases: {
      list: async (run) => (await bases()).list(run),
      make: async (o, run) => (await bases()).make(o, run),
      remove: async (o, run) => (await bases()).remove(o, run),
    },
    saveReport: async (path, text) => (await import("./workflows/records.ts")).saveReport(await context(), path, text),
    openFile: async (file) => (await import("./host/open-file.ts")).openFile(file),
  };
};

import type { Stage } from "../../formats/dockerfile/index.ts";
import { defineRule } from "../define.ts";
import type { FileView } from "../view.ts";
import { removePair } from "../edits.ts";

export default defineRule({
  id: "SW6014",
  slug: "runtime/env-localhost",
  title: "Address of another service set to localhost",
  severity: "warning",
  dimension: "operability",
  profile: "default",
  fix: "suggested",
  since: "0.1.0",
  why: "Inside a container localhost is the container itself, so the other service is never reached: the application waits until it times out. Give the address when it runs.",
  sources: ["https://docs.docker.com/engine/network/"],
  aka: [],
  examples: [
    {
      bad: "FROM debian:13\nENV REDIS_URL=redis://localhost:6379 PORT=8000\n",
      good: "FROM debian:13\nENV PORT=8000\n",
      fixed: "FROM debian:13\nENV PORT=8000\n",
    },
  ],
  quiet: [
    "FROM debian:13\nENV HOST=localhost BASE_URL=http://localhost:8000\nEXPOSE 8000\n",
    "FROM debian:13 AS test\nENV DB_URL=postgres://localhost/x\nFROM debian:13\n",
    "FROM debian:13\nARG API_URL=http://localhost:1\n",
  ],
  message: (a: { name: string }) => `${a.name} points at the container itself.`,
  check({ view, repository, report }) {
    const upstreams = new Set((repository?.service?.upstreams ?? []).map((upstream) => upstream.env));
    for (const stage of view.shipped()) {
      let exposed: ReadonlySet<string> | null = null;
      for (const env of view.inStage(stage, "env")) {
        for (const pair of env.pairs) {
          if (pair.value?.text.includes("://") !== true) continue;
          const name = pair.name.value ?? pair.name.text;
          const url = /^[a-z][a-z0-9+]{1,20}:\/\/(?:[^/@\s]{0,200}@)?(?:localhost|127\.0\.0\.1)(?::(\d+))?/i.exec(
            pair.value?.value ?? "",
          );
          if (url === null) continue;
          exposed ??= exposedIn(view, stage);
          if (url[1] !== undefined && exposed.has(url[1]) && !upstreams.has(name)) continue;
          report({ span: pair, args: { name }, fix: [removePair(view.text, env, pair)] });
        }
      }
    }
  },
});

function exposedIn(view: FileView, stage: Stage): ReadonlySet<string> {
  return new Set(view.inStage(stage, "expose").flatMap(({ ports }) => ports.map(({ from }) => String(from))));
}

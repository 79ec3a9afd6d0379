import { dependencies } from "../../formats/dockerfile/index.ts";
import { defineRule } from "../define.ts";
import { imageReference } from "../knowledge/image-name.ts";

/** `*` stands for any registry, `*.example.org` for those below it; Docker Hub has two names. */
function covers(pattern: string, registry: string): boolean {
  if (pattern === "*" || pattern === registry) return true;
  if (pattern === "hub.docker.com" || pattern === "index.docker.io") return registry === "docker.io";
  return pattern.startsWith("*.") && registry.endsWith(pattern.slice(1));
}

export default defineRule({
  id: "SW1009",
  slug: "base-image/untrusted-registry",
  title: "Image from a registry that is not on the team's list",
  severity: "error",
  dimension: "security",
  profile: "default",
  fix: "none",
  since: "0.1.0",
  why: "Who may push to a registry decides what runs in production. With `allowedRegistries` set, every FROM, COPY --from and mount must come from one of them.",
  sources: ["https://docs.docker.com/build/building/best-practices/#choose-the-right-base-image"],
  aka: ["hadolint:DL3026", "droast:DF065", "tally:hadolint/DL3026", "cis:4.2", "dockle:CIS-DI-0002"],
  examples: [
    {
      bad: "FROM evil.example.net/python:3.13\n",
      good: "FROM docker.io/library/python:3.13\n",
      settings: { allowedRegistries: ["docker.io", "*.example.org"] },
    },
    {
      bad: "FROM python:3.13\nCOPY --from=evil.example.net/tool:1 /t /t\n",
      good: "FROM python:3.13\nCOPY --from=r.example.org/tool:1 /t /t\n",
      settings: { allowedRegistries: ["docker.io", "*.example.org"] },
    },
  ],
  quiet: ["FROM evil.example.net/python:3.13\n"],
  message: (a: { registry: string }) => `${a.registry} is not on the list of allowed registries.`,
  check({ view, settings, report }) {
    const allowed = settings.allowedRegistries;
    if (allowed === null) return;
    for (const stage of view.file.stages) {
      for (const { source, word, instruction } of dependencies(view.file, stage)) {
        if (source.kind !== "image" || source.image === null) continue;
        const parsed = imageReference(source.image);
        if (!parsed.ok) continue;
        const { registry } = parsed.reference;
        if (!allowed.some((one) => covers(one, registry))) report({ span: word ?? instruction, args: { registry } });
      }
    }
  },
});

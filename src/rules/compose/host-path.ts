import { defineRule } from "../define.ts";
import { insert } from "../edits.ts";
import type { Edit } from "../../core/edit.ts";
import type { Span } from "../../core/span.ts";
import { withoutEndSlash } from "../knowledge/end-slash.ts";

export default defineRule({
  id: "SW9604",
  slug: "compose/host-path",
  title: "A system directory of the host mounted for writing",
  severity: "warning",
  dimension: "security",
  profile: "default",
  on: "compose",
  fix: "suggested",
  since: "0.1.0",
  why: "The container can then change the host's programs, accounts or boot files.",
  sources: ["https://docs.docker.com/engine/storage/bind-mounts/"],
  aka: [],
  examples: [
    {
      bad: 'services:\n  a:\n    image: a:1\n    volumes: ["/etc:/host/etc"]\n',
      good: 'services:\n  a:\n    image: a:1\n    volumes: ["/etc/localtime:/etc/localtime:ro"]\n',
      fixed: 'services:\n  a:\n    image: a:1\n    volumes: ["/etc:/host/etc:ro"]\n',
    },
  ],
  quiet: [
    'services:\n  a:\n    image: a:1\n    volumes: ["/:/host:ro", "/proc:/host/proc:ro", "./etc:/etc", "/srv/data:/data"]\n',
  ],
  message: (a: { path: string }) => `${a.path} of the host can be written to.`,
  check({ text, services, report }) {
    for (const { volumes } of services) {
      for (const mount of volumes) {
        const path = withoutEndSlash(mount.source ?? "");
        if (
          !mount.readOnly &&
          /^(\/|\/(etc|boot|dev|lib|lib64|proc|sys|usr|bin|sbin|root|var\/run|run|var\/lib\/docker))$/.test(path)
        )
          report({ span: mount, args: { path }, fix: readOnly(text.slice(mount.start, mount.end), mount) });
      }
    }
  },
});

/** A mount in its short form without options takes `:ro`. */
function readOnly(written: string, mount: Span): readonly Edit[] | undefined {
  const short = /^(["']?)[^\s"':]+:[^\s"':]+\1$/.exec(written);
  return short === null ? undefined : [insert(mount.end - (short[1] ?? "").length, ":ro")];
}

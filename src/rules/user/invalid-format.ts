import { defineRule } from "../define.ts";
import { replace } from "../edits.ts";

export default defineRule({
  id: "SW1210",
  slug: "user/invalid-format",
  title: "USER that is no user",
  severity: "error",
  dimension: "operability",
  profile: "default",
  fix: "suggested",
  since: "0.1.0",
  why: "USER takes `user` or `user:group`; with anything else the container does not start.",
  sources: ["https://docs.docker.com/reference/dockerfile/#user"],
  aka: ["dockadvisor:UserInvalidFormat"],
  examples: [
    {
      bad: "FROM debian:13\nUSER app:app:app\n",
      good: "FROM debian:13\nUSER app:app\n",
      fixed: "FROM debian:13\nUSER app:app\n",
    },
    {
      bad: "FROM debian:13\nUSER app group\n",
      good: "FROM debian:13\nUSER app:group\n",
      fixed: "FROM debian:13\nUSER app:group\n",
    },
  ],
  quiet: [
    "FROM debian:13\nUSER $U:$G\n",
    'FROM mcr.microsoft.com/windows/nanoserver:ltsc2025\nUSER "NT AUTHORITY\\\\Network Service"\n',
  ],
  message: (a: { user: string }) => `"${a.user}" is neither a user nor user:group.`,
  check({ view, each, report }) {
    each("user", (one) => {
      const value = one.user?.value ?? null;
      const stage = view.stageOf(one);
      if (one.user === null || value === null || stage === null || view.isWindows(stage)) return;
      if (/^[^\s:]+(:[^\s:]+)?$/.test(value)) return;
      const [, owner = "", group = "", more = group] = /^([\w-]+)[\s:]+([\w-]+)(?:[\s:]+([\w-]+))?$/.exec(value) ?? [];
      report({
        span: one.user,
        args: { user: value },
        fix: owner !== "" && more === group ? [replace(one.user, `${owner}:${group}`)] : undefined,
      });
    });
  },
});

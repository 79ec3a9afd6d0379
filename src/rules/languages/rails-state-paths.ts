import { defineRule } from "../define.ts";
import { lineAbove } from "../edits.ts";
import { isRoot } from "../knowledge/base-users.ts";

export default defineRule({
  id: "SW3126",
  slug: "languages/rails-state-paths",
  title: "Rails cannot write its log, tmp and storage",
  severity: "warning",
  dimension: "operability",
  profile: "default",
  fix: "suggested",
  since: "0.1.0",
  why: "Files that COPY makes are root's; Rails as another user then fails at the first log line.",
  sources: ["https://guides.rubyonrails.org/getting_started.html#deploying-to-production-with-kamal"],
  aka: ["tally:ruby/state-paths-not-writable-as-non-root"],
  examples: [
    {
      bad: 'FROM ruby:3.4-slim\nWORKDIR /rails\nCOPY . .\nUSER 1000\nCMD ["./bin/rails", "server"]\n',
      good: 'FROM ruby:3.4-slim\nWORKDIR /rails\nCOPY . .\nRUN chown -R 1000:1000 db log storage tmp\nUSER 1000\nCMD ["./bin/rails", "server"]\n',
      fixed:
        'FROM ruby:3.4-slim\nWORKDIR /rails\nCOPY . .\nRUN mkdir -p db log storage tmp && chown -R 1000 db log storage tmp\nUSER 1000\nCMD ["./bin/rails", "server"]\n',
    },
  ],
  quiet: [
    'FROM ruby:3.4-slim\nCOPY --chown=1000 . .\nUSER 1000\nCMD ["bin/rails", "server"]\n',
    'FROM ruby:3.4-slim\nCOPY . .\nCMD ["bin/rails", "server"]\n',
  ],
  message: (a: { user: string }) => `${a.user} cannot write log and tmp: give these directories to the user.`,
  check({ view, report }) {
    const stage = view.final;
    if (stage === null) return;
    const command = view.last(stage, "cmd");
    const user = view.user(stage);
    if (
      command === null ||
      user?.user == null ||
      isRoot(user.user) ||
      !/\brails\b|\bpuma\b/.test(command.rest.text) ||
      !/\brails\b/.test(view.text)
    )
      return;
    if (/chown|install -d|--chmod|mkdir/.test(view.text)) return;
    const paths = "db log storage tmp";
    const line = `RUN mkdir -p ${paths} && chown -R ${user.user} ${paths}`;
    const own = user.by.kind === "user" && user.by.stage === stage.index && view.workdir(user.by) !== null;
    report({
      span: user.by,
      args: { user: user.user },
      fix: own ? [lineAbove(view.text, user.by, line)] : undefined,
    });
  },
});

import { hasFlag, subcommand } from "../calls.ts";
import { defineRule } from "../define.ts";
import { insert } from "../edits.ts";
import { imageName } from "../knowledge/image-name.ts";

export default defineRule({
  id: "SW3111",
  slug: "languages/gem-documents",
  title: "gem install builds documents",
  severity: "info",
  dimension: "size",
  profile: "default",
  points: 0.5,
  fix: "safe",
  since: "0.1.0",
  why: "Documents of each gem, for readers whom an image does not have.",
  sources: ["https://guides.rubygems.org/command-reference/#gem-install"],
  aka: ["parfum:gemUpdateNoDocument", "dockerfile-doctor:DD061"],
  examples: [
    {
      bad: "FROM debian:13\nRUN gem install rake:13.2.1\n",
      good: "FROM debian:13\nRUN gem install --no-document rake:13.2.1\n",
      fixed: "FROM debian:13\nRUN gem install --no-document rake:13.2.1\n",
    },
  ],
  quiet: [
    "FROM ruby:3.4\nRUN gem install rake:13.2.1\n",
    "FROM debian:13\nRUN echo 'gem: --no-document' > /etc/gemrc && gem install rake:13.2.1\n",
    "FROM debian:13\nRUN gem list && gem install -N rake:13.2.1\n",
  ],
  message: () => "Add --no-document.",
  check({ view, eachCall, report }) {
    let said: boolean | null = null;
    eachCall("gem", (call) => {
      const what = subcommand(call);
      const stage = view.stageOf(call.run);
      if (
        what === null ||
        !/^(install|update)$/.test(what.value ?? "") ||
        hasFlag(call, "-N", "--no-document", "--no-doc", "--no-ri")
      )
        return;
      said ??= /--no-(document|ri)/.test(view.text);
      if (said) return;
      // The official image sets it for all.
      if (stage === null || imageName(view.root(stage) ?? "").name === "ruby") return;
      report({ span: what, args: {}, fix: call.shell ? [insert(what.end, " --no-document")] : undefined });
    });
  },
});

import { subcommand } from "../calls.ts";
import { runOption } from "../run-edits.ts";
import { defineRule } from "../define.ts";
import { commandAfter } from "../call-edits.ts";
import { imageName } from "../knowledge/image-name.ts";

export default defineRule({
  id: "SW3112",
  slug: "languages/ruby-cache-left",
  title: "Bundler's or RubyGems' cache stays in a layer",
  severity: "info",
  dimension: "size",
  profile: "default",
  points: 0.5,
  fix: "safe",
  since: "0.1.0",
  why: "The downloaded .gem files are of no use once they are unpacked. Keep them in a cache mount or delete them in the same RUN.",
  sources: ["https://bundler.io/man/bundle-clean.1.html"],
  aka: [
    "parfum:gemUpdateSystemRmRootGem",
    "dockerfile_lint:no_gem_clean_all",
    "dockerfile_lint:no_rvm_cleanup_all",
    "tally:ruby/leftover-bundler-cache",
  ],
  examples: [
    {
      bad: "FROM ruby:3.4-slim\nRUN bundle install\n",
      good: "FROM ruby:3.4-slim\nRUN bundle install && rm -rf /usr/local/bundle/cache\n",
      fixed: "FROM ruby:3.4-slim\nRUN --mount=type=cache,target=/usr/local/bundle/cache bundle install\n",
    },
  ],
  quiet: [
    "FROM ruby:3.4-slim AS b\nRUN bundle install\nFROM ruby:3.4-slim\nCOPY --from=b /usr/local/bundle /usr/local/bundle\n",
    "FROM ruby:3.4-slim\nRUN --mount=type=cache,target=/usr/local/bundle/cache bundle install\n",
    'FROM ruby:3.4-slim\nRUN bundle install && bundle clean --force && rm -rf ~/.bundle "${BUNDLE_PATH}"/ruby/*/cache\n',
  ],
  message: () => "The .gem files that this downloads stay in the layer.",
  check({ view, report }) {
    if (view.calls(["bundle", "rvm"]).length === 0) return;
    let elsewhere: boolean | null = null;
    for (const stage of view.shipped()) {
      for (const run of view.inStage(stage, "run")) {
        if (run.mounts.some((mount) => mount.type === "cache") || /cache|cleanup/.test(run.rest.text)) continue;
        const install = view
          .callsIn(run)
          .find(
            (call) =>
              (call.name === "bundle" &&
                /^(install|)$/.test(
                  subcommand(call, ["--jobs", "-j", "--retry", "--without", "--path"])?.value ?? "",
                )) ||
              (call.name === "rvm" && subcommand(call)?.value === "install"),
          );
        if (install === undefined) continue;
        // Where the ruby images keep their gems; another place would have to be known.
        const here = imageName(view.root(stage) ?? "").name === "ruby" && install.name === "bundle";
        elsewhere ??= /BUNDLE_(PATH|DEPLOYMENT)|--path|--deployment|bundle config|GEM_HOME/.test(view.text);
        // The same mount as cache/mount-missing's, in the same place: a mount cannot be deleted by the RUN it is on.
        const mount = "--mount=type=cache,target=/usr/local/bundle/cache";
        const mends =
          view.user(run) === null && !run.onbuild
            ? [runOption(view, run, mount)]
            : commandAfter(view, install, "rm -rf /usr/local/bundle/cache");
        const fix = here && !elsewhere ? mends : undefined;
        report({ span: install.nameSpan, args: {}, fix });
      }
    }
  },
});

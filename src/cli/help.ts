/** The text of `seaworthy --help`: written by hand, because it is read more often than anything else here. */
export const helpText = `seaworthy: containerize any backend, and prove it.

Usage
  seaworthy [path] [options]       the whole loop: detect, generate, rate, fix, build, run, prove, compare, record
  seaworthy <command> [options]    one step of it
  seaworthy <command> --help       its options, with examples

Steps
  detect [path]          facts about the application, each with the file and line it was read from
  init [path]            write Dockerfile, .dockerignore and compose.yaml; overwrites nothing unasked
  rate [paths…]          security and efficiency out of 10, and every lost point with its line, reason and fix
  fix [paths…]           format-preserving edits; with --prove each is kept only if the image still builds, is healthy and no larger
  build [path]           build the image
  up [path]              start it with its network and what it depends on, and wait until it is healthy
  down [path]            stop and remove exactly what was started
  prove [path]           check every claim about the image and the running service
  compare [path]         multi-stage against single-stage, layer by layer

Images
  inspect IMAGE|TAR      layers, waste, user, packages, secrets, links and findings of an image; --sbom, --json, -i to browse
  inspect A B            what changed between two images, by layer, file and package

Records
  record list [path]     the records of earlier runs
  record show [which]    one of them, by file, number or folder
  record replay [which]  run its commands again and compare with what was recorded
  report [which]         a record as one HTML file, or as text, json, markdown or junit

Editors
  lsp                    a language server: findings, why and sources, quick fixes while you type

Machine
  engine status|up|down|env    find docker or podman; set up a private one where there is none
  bases list|make|remove       base images where no image registry answers

Options of the whole loop
  --controls             also break each property and see its check fail
  --only, --skip IDS     claims to check, or to leave out: --only non-root,serves
  --keep                 leave the stack running at the end
  --force                overwrite files that differ (a backup is kept)
  --profile NAME         rules to rate by: default, strict or all
  --min-security N, --min-efficiency N, --fail-on SEVERITY
                         what makes the rating fail
  --engine docker|podman which engine to use
  --ca FILE              extra CA certificates for build steps; never in the image
  --yes                  agree to every question
  --json                 the result as JSON on standard output
  --quiet                no progress, only the result

Examples
  seaworthy                                  this folder, from nothing to a proved image
  seaworthy examples/todo --controls         every service of a stack, each proof with its negative control
  seaworthy rate --format sarif Dockerfile   for code scanning
  seaworthy rate '**/Dockerfile*' --jobs auto
  seaworthy fix --diff                       show the edits, write nothing
  eval "$(seaworthy engine env)"             let plain docker use the engine that seaworthy found

Exit codes: 0 all held · 1 a finding or a failed claim · 2 the work could not be done
Nothing leaves this machine. NO_COLOR is respected.
`;

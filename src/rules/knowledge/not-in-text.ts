/**
 * Checks of other tools that no rule here makes, by `tool:id`, each with why: what they ask for is in no Dockerfile.
 * `docs/rules/other-tools.md` lists them.
 */
export const notInText: Readonly<Record<string, string>> = {
  "buildkit:InvalidBaseImagePlatform": "needs the registry: which platforms a tag has is not in the file",
  "tally:platform-mismatch": "needs the registry: which platforms a tag has is not in the file",
  "cis:4.4": "a practice, not a line: images are scanned and rebuilt",
  "dockle:CIS-DI-0004": "a practice, not a line: images are scanned and rebuilt",
  "cis:4.5": "a setting of the machine that pulls (DOCKER_CONTENT_TRUST)",
  "dockle:CIS-DI-0005": "a setting of the machine that pulls (DOCKER_CONTENT_TRUST)",
  "cis:4.12": "a practice: what is downloaded is signed or not; downloads/* finds the checks that are switched off",
  "tally:powershell/PS*": "PowerShell is recognised and left alone; its analyzer is a program of its own",
  "hadolint:ShellCheck": "ShellCheck is a program of its own; the codes that matter most in RUN are rules under shell/",
  "hadolint:SC": "ShellCheck is a program of its own; the codes that matter most in RUN are rules under shell/",
  "tally:shellcheck/SC1040+embedded":
    "ShellCheck is a program of its own; the codes that matter most in RUN are rules under shell/",
};

import type { BuildInputs, Variable } from "./scope.ts";

/** Proxy settings that BuildKit takes as build arguments without an ARG. */
export const proxyArgs: ReadonlySet<string> = new Set(
  ["HTTP_PROXY", "HTTPS_PROXY", "FTP_PROXY", "NO_PROXY", "ALL_PROXY"].flatMap((name) => [name, name.toLowerCase()]),
);

/** The platform arguments, which are global without an ARG. Those whose platform is not given have no known value. */
export function platformArgs(inputs: BuildInputs): Variable[] {
  const known: [string, string | null][] = [
    ...partsOf("BUILD", inputs.buildPlatform),
    ...partsOf("TARGET", inputs.targetPlatform),
    ["TARGETSTAGE", inputs.target ?? null],
  ];
  return known.map(([name, value]) => ({ name, value: inputs.args?.[name] ?? value, origin: "platform" }));
}

function partsOf(side: "BUILD" | "TARGET", platform: string | undefined): [string, string | null][] {
  const [os = null, arch = null, variant = platform === undefined ? null : ""] = platform?.split("/") ?? [];
  return [
    [`${side}PLATFORM`, platform ?? null],
    [`${side}OS`, os],
    [`${side}OSVERSION`, platform === undefined ? null : ""],
    [`${side}ARCH`, arch],
    [`${side}VARIANT`, variant],
  ];
}

/** e_machine numbers of the platforms that images are made for, as `uname -m` names them (generic ABI, machine table). */
const names: Readonly<Record<number, string>> = {
  3: "i386",
  8: "mips",
  20: "ppc",
  21: "ppc64",
  22: "s390x",
  40: "arm",
  62: "x86_64",
  183: "aarch64",
  243: "riscv",
  247: "bpf",
  258: "loongarch",
};

export function machineName(number: number): string {
  return names[number] ?? `machine ${number}`;
}

/** What a platform's architecture (GOARCH, as images state it) is called in ELF files; null for ones not known here. */
export function machineOfArchitecture(architecture: string): string | null {
  const known: Readonly<Record<string, string>> = {
    "386": "i386",
    amd64: "x86_64",
    arm: "arm",
    arm64: "aarch64",
    ppc64le: "ppc64",
    riscv64: "riscv",
    s390x: "s390x",
    loong64: "loongarch",
  };
  return known[architecture] ?? null;
}

import { execFileSync } from "node:child_process";
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { rootCertificates } from "node:tls";
import { afterAll, expect, test } from "vitest";
import { hostCertificates, proxyBuildArgs } from "./certificates.ts";

const folder = mkdtempSync(join(tmpdir(), "certificates-"));
afterAll(() => rmSync(folder, { recursive: true }));

function selfSigned(name: string): string {
  const file = join(folder, `${name}.pem`);
  execFileSync(
    "openssl",
    [
      "req",
      "-x509",
      "-newkey",
      "ec",
      "-pkeyopt",
      "ec_paramgen_curve:P-256",
      "-nodes",
      "-keyout",
      join(folder, "key"),
      "-out",
      file,
      "-subj",
      `/CN=${name}`,
    ],
    { stdio: "ignore" },
  );
  return execFileSync("cat", [file], { encoding: "utf8" });
}

test("finds what the distribution does not have, once, with every file that holds it", async () => {
  const [company, distribution] = [selfSigned("company"), selfSigned("distribution")];
  const [known = ""] = rootCertificates;
  for (const name of ["added", "dist"]) mkdirSync(join(folder, name));
  writeFileSync(join(folder, "dist/d.crt"), distribution);
  writeFileSync(join(folder, "added/company.crt"), company);
  writeFileSync(join(folder, "added/broken.crt"), "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
  writeFileSync(join(folder, "bundle.pem"), `${known}\n${distribution}${company}`);
  const places = { added: [join(folder, "added")], distribution: [join(folder, "dist")] };
  const found = await hostCertificates({
    ...places,
    environment: { SSL_CERT_FILE: join(folder, "bundle.pem"), PIP_CERT: "/no/such" },
  });
  expect(found.map((certificate) => certificate.subject)).toEqual(["CN=company"]);
  expect(found[0]?.paths).toEqual([join(folder, "added/company.crt"), join(folder, "bundle.pem")]);
  expect(await hostCertificates({ added: [], distribution: places.distribution, environment: {} })).toEqual([]);
});

test("proxies go as the predefined arguments, and nothing else does", () => {
  expect(
    proxyBuildArgs({ HTTPS_PROXY: "http://p:1", no_proxy: "localhost", HTTP_PROXY: "", PROXY: "x", TOKEN: "y" }),
  ).toEqual({
    HTTPS_PROXY: "http://p:1",
    no_proxy: "localhost",
  });
});

#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""testssl.sh on arenad: no finding above "low".

    tests/server/tls_scan.py --bin DIR

Starts arenad with a certificate of its own making, scans it, and reads every finding. What is left
out is listed below with its reason: a certificate nobody vouches for, which is what a test can have.
The positive control scans a server that is set up badly: what is wrong there must be found.
"""

import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

import harness

# What is no finding about arenad: the certificate is one of a test, and so is the machine.
LEFT_OUT = {
    "cert_trust": "a self-signed certificate for 127.0.0.1",
    "cert_chain_of_trust": "nobody vouches for a certificate made for a test",
    "cert_crlDistributionPoints": "a self-signed certificate has no issuer to ask",
    "cert_ocspURL": "the same",
    "cert_revocation": "the same",
    "cert_expirationStatus": "it lives as long as the test",
    "cert_notAfter": "the same",
    "engine_problem": "of the openssl that testssl.sh runs here, not of the server",
    "DNS_CAArecord": "127.0.0.1 has no DNS",
}
FINE = {"OK", "INFO", "LOW", "DEBUG"}
TESTSSL = ["testssl", "--quiet", "--color", "0", "--warnings", "batch", "--nodns", "none",
           "--connect-timeout", "10", "--openssl-timeout", "10"]


def make_certificate(folder: pathlib.Path) -> tuple[pathlib.Path, pathlib.Path]:
    chain, key = folder / "chain.pem", folder / "key.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                    "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-days", "80",
                    "-keyout", key, "-out", chain], check=True, capture_output=True)
    return chain, key


def scan(address: str, folder: pathlib.Path, parts: list[str]) -> list[dict]:
    found = folder / f"found-{address.rpartition(':')[2]}.json"
    done = subprocess.run([*TESTSSL, *parts, "--jsonfile", found, address], capture_output=True, text=True,
                          stdin=subprocess.DEVNULL, timeout=900)
    if not found.exists():
        raise SystemExit(f"testssl said nothing: {done.stdout[-2000:]}{done.stderr[-2000:]}")
    return json.loads(found.read_text())


def above_low(findings: list[dict]) -> list[dict]:
    return [f for f in findings if f["severity"] not in FINE and f["id"].split(" ")[0] not in LEFT_OUT]


def shown(finding: dict) -> str:
    return f"{finding['severity']} {finding['id']}: {finding['finding']}"


def badly_set_up(folder: pathlib.Path, chain: pathlib.Path, key: pathlib.Path) -> list[dict]:
    """The findings of a server that offers TLS 1.2 without encryption."""
    port = harness.free_port()
    server = subprocess.Popen(["openssl", "s_server", "-accept", f"127.0.0.1:{port}", "-cert", chain, "-key", key,
                               "-tls1_2", "-cipher", "ALL:eNULL:@SECLEVEL=0", "-www", "-quiet"],
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        return scan(f"127.0.0.1:{port}", folder, ["--std"])
    finally:
        server.terminate()
        server.wait()


def main() -> int:
    options = harness.options(__doc__.splitlines()[0])
    if not shutil.which("testssl"):
        harness.skip("testssl is not installed (Debian package testssl.sh)")
    checks = harness.Checks()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        chain, key = make_certificate(folder)
        config = folder / "arena.toml"
        config.write_text(f'tls_certificate = "{chain}"\ntls_key = "{key}"\n')
        data = folder / "data"
        server = harness.Arenad(options.bin / "arenad", data, folder / "log", config=config).start()
        try:
            made = harness.run(options.bin / "arena", "new", "--data", data, "--script", "open_gesprek", "--title", "T",
                               "--json")
            checks.equal(made.returncode, 0, "arena finds the server of a directory, whatever its certificate is called")
            findings = scan(f"127.0.0.1:{server.port}", folder, [])
        finally:
            server.stop()
        wrong = above_low(findings)
        checks.check(not wrong, "no finding above low" + "".join(f"\n        {shown(f)}" for f in wrong))
        left_out = [f for f in findings if f["severity"] not in FINE and f not in wrong]
        for finding in left_out:
            print(f"        left out ({LEFT_OUT[finding['id'].split(' ')[0]]}): {shown(finding)}")
        said = {f["id"]: f["finding"] for f in findings}
        for old in ("SSLv2", "SSLv3", "TLS1", "TLS1_1"):
            checks.check(said.get(old, "").startswith("not offered"), f"{old} {said.get(old)}")
        for new in ("TLS1_2", "TLS1_3"):
            checks.check(said.get(new, "").startswith("offered"), f"{new} {said.get(new)}")
        checks.check("supported" not in said.get("TLS_session_ticket", "not supported").replace("not supported", ""),
                     f"session tickets: {said.get('TLS_session_ticket', 'none')}")
        checks.check(len(findings) >= 80, f"findings read: {len(findings)}, of which {sum(f['severity'] in ('OK', 'INFO') for f in findings)} good or neutral")
        badly = above_low(badly_set_up(folder, chain, key))
        checks.check(len(badly) >= 2, f"control, a server without encryption: {len(badly)} findings above low")
    return checks.done()


if __name__ == "__main__":
    sys.exit(main())

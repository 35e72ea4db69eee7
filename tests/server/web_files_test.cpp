// SPDX-License-Identifier: EUPL-1.2
// The built web application as a browser gets it: types, caching, compression, and nothing but
// its own files.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <string>

#include "tests/support/loopback_server.hpp"
#include "tests/support/participant.hpp"

namespace arena::test {
namespace {

class WebApplication : public testing::Test {
 protected:
  void SetUp() override {
    std::filesystem::create_directories(web.path() / "assets");
    write("index.html", "<!doctype html>start");
    write("assets/app-1a2b.js", "js");
    write(".secret", "hidden");
    write("notes.bak", "no type");
    app::Settings settings;
    settings.web = web.path();
    server = std::make_unique<LoopbackServer>(settings);
  }
  void write(const std::string& name, const std::string& text) const {
    std::ofstream(web.path() / name) << text;
  }
  [[nodiscard]] std::string get(const std::string& target, const std::string& headers = {}) const {
    return raw_exchange(
        server->url(),
        "GET " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + headers + "\r\n",
        "never");
  }

  TemporaryDirectory web;
  std::unique_ptr<LoopbackServer> server;
};

TEST_F(WebApplication, IsServedWithItsTypesAndCaching) {
  const std::string page = get("/");
  EXPECT_TRUE(page.ends_with("<!doctype html>start"));
  EXPECT_NE(page.find("Content-Type: text/html; charset=utf-8"), std::string::npos);
  EXPECT_NE(page.find("Cache-Control: no-cache"), std::string::npos);
  const std::string script = get("/assets/app-1a2b.js");
  EXPECT_NE(script.find("Content-Type: text/javascript"), std::string::npos);
  EXPECT_NE(script.find("Cache-Control: public, max-age=31536000, immutable"), std::string::npos);
  EXPECT_TRUE(get("/facilitate").ends_with("<!doctype html>start"));
}

TEST_F(WebApplication, GivesNothingButItsOwnFiles) {
  const std::string outside = std::filesystem::path(server->data()).filename().string();
  for (const std::string& target :
       {std::string("/../") + outside + "/admin.token", std::string("/..%2f..%2fetc/passwd"),
        std::string("/assets/../.secret"), std::string("/.secret"), std::string("/notes.bak"),
        std::string("/assets/"), std::string("//etc/passwd.txt"), std::string("/missing.js")}) {
    EXPECT_TRUE(get(target).starts_with("HTTP/1.1 404")) << target;
  }
}

// What came is `bytes`, said to be compressed.
bool is_gzip(const std::string& answer, const std::string& bytes) {
  return answer.find("Content-Encoding: gzip") != std::string::npos && answer.ends_with(bytes);
}
bool is_plain(const std::string& answer, const std::string& bytes) {
  return answer.find("Content-Encoding") == std::string::npos && answer.ends_with(bytes);
}
bool varies(const std::string& answer) {
  return answer.find("Vary: Accept-Encoding") != std::string::npos;
}

TEST_F(WebApplication, GivesTheCompressedFileToWhoReadsIt) {
  write("assets/app-1a2b.js.gz", "gzipped js");
  const std::string packed = get("/assets/app-1a2b.js", "Accept-Encoding: br, gzip\r\n");
  EXPECT_TRUE(is_gzip(packed, "\r\n\r\ngzipped js"));
  EXPECT_TRUE(varies(packed));
  EXPECT_NE(packed.find("Content-Type: text/javascript"), std::string::npos);
  EXPECT_NE(packed.find("Cache-Control: public, max-age=31536000, immutable"), std::string::npos);

  for (const char* without : {"", "Accept-Encoding: br\r\n", "Accept-Encoding: gzip;q=0\r\n",
                              "Accept-Encoding: gzip; q=0.000, br\r\n"}) {
    const std::string plain = get("/assets/app-1a2b.js", without);
    EXPECT_TRUE(is_plain(plain, "\r\n\r\njs")) << without;
    EXPECT_TRUE(varies(plain)) << "a cache must keep the two apart";
  }
  EXPECT_TRUE(
      is_gzip(get("/assets/app-1a2b.js", "Accept-Encoding: br\r\naccept-encoding: GZIP;q=0.5\r\n"),
              "gzipped js"));
}

// testssl.sh finds BREACH where a page is compressed; the page is smaller than a packet anyway.
TEST_F(WebApplication, CompressesNoPage) {
  write("index.html.gz", "gzipped start");
  const std::string page = get("/facilitate", "Accept-Encoding: gzip\r\n");
  EXPECT_EQ(page.find("Content-Encoding"), std::string::npos);
  EXPECT_FALSE(varies(page));
}

TEST_F(WebApplication, CompressesNothingThatIsNoFileOfItsOwn) {
  const std::string reads_gzip = "Accept-Encoding: gzip\r\n";
  EXPECT_TRUE(is_plain(get("/assets/app-1a2b.js", reads_gzip), "js"));
  EXPECT_FALSE(varies(get("/assets/app-1a2b.js", reads_gzip)));
  EXPECT_TRUE(is_plain(get("/api/scripts", reads_gzip), "}"));
  EXPECT_TRUE(is_plain(get("/healthz", reads_gzip), "}"));
  write("assets/app-1a2b.js.gz", "gzipped js");
  EXPECT_TRUE(get("/assets/app-1a2b.js.gz", reads_gzip).starts_with("HTTP/1.1 404"));
}

}  // namespace
}  // namespace arena::test

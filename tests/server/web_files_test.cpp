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
  [[nodiscard]] std::string get(const std::string& target) const {
    return raw_exchange(server->url(),
                        "GET " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
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

}  // namespace
}  // namespace arena::test

// SPDX-License-Identifier: EUPL-1.2
#include "server/app/config.hpp"

#include <toml++/toml.h>

#include <charconv>
#include <stdexcept>
#include <string_view>

namespace arena::app {
namespace {

[[noreturn]] void fail(const std::filesystem::path& file, const std::string& what) {
  throw std::runtime_error("The configuration '" + file.string() + "' " + what);
}

toml::table parse(const std::filesystem::path& file) {
  try {
    return toml::parse_file(file.string());
  } catch (const toml::parse_error& error) {
    const auto line = error.source().begin.line;
    fail(file,
         (line == 0 ? std::string("cannot be read") : "is wrong at line " + std::to_string(line)) +
             ": " + std::string(error.description()) + ".");
  }
}

std::string text(const std::filesystem::path& file, std::string_view key, const toml::node& node) {
  const auto value = node.value_exact<std::string>();
  if (!value) fail(file, "is wrong: " + std::string(key) + " is a text in quotes.");
  return *value;
}

std::vector<std::string> texts(const std::filesystem::path& file, std::string_view key,
                               const toml::node& node) {
  const toml::array* array = node.as_array();
  if (!array) fail(file, "is wrong: " + std::string(key) + " is a list of texts.");
  std::vector<std::string> values;
  for (const toml::node& one : *array) values.push_back(text(file, key, one));
  return values;
}

// As RFC 9116 has it: an address, on one line.
bool is_contact(std::string_view contact) {
  const bool known = contact.starts_with("mailto:") || contact.starts_with("https://") ||
                     contact.starts_with("tel:");
  return known && contact.find_first_of("\r\n") == std::string_view::npos;
}

}  // namespace

Config read_config(const std::filesystem::path& file) {
  Config config;
  net::TlsFiles tls;
  for (const auto& [named, node] : parse(file)) {
    const std::string_view key = named.str();
    if (key == "listen") {
      config.listen = parse_listen(text(file, key, node));
    } else if (key == "origins") {
      config.origins = texts(file, key, node);
    } else if (key == "public_url") {
      config.public_url = text(file, key, node);
    } else if (key == "web") {
      config.web = text(file, key, node);
    } else if (key == "security_contact") {
      config.security_contact = text(file, key, node);
      if (!is_contact(config.security_contact)) {
        fail(file, "is wrong: security_contact begins with mailto:, https: or tel:.");
      }
    } else if (key == "tls_certificate") {
      tls.certificate = text(file, key, node);
    } else if (key == "tls_key") {
      tls.key = text(file, key, node);
    } else {
      fail(file, "has a key that is not known, " + std::string(key) +
                     ": the keys are listen, origins, public_url, web, "
                     "security_contact, tls_certificate and tls_key.");
    }
  }
  if (tls.certificate.empty() != tls.key.empty()) {
    fail(file, "is wrong: tls_certificate and tls_key come together.");
  }
  if (!tls.certificate.empty()) config.tls = std::move(tls);
  return config;
}

net::Endpoint parse_listen(const std::string& given) {
  const std::size_t colon = given.rfind(':');
  std::uint16_t port{};
  if (colon != std::string::npos) {
    const char* const begin = given.data() + colon + 1;
    const char* const end = given.data() + given.size();
    const auto [stopped, ec] = std::from_chars(begin, end, port);
    std::string host = given.substr(0, colon);
    if (host.size() > 2 && host.front() == '[' && host.back() == ']') {
      host = host.substr(1, host.size() - 2);
    }
    if (ec == std::errc{} && stopped == end && !host.empty()) return {host, port};
  }
  throw std::runtime_error("'" + given +
                           "' is no address to listen on: write HOST:PORT, such as "
                           "127.0.0.1:8470.");
}

std::string origin_of_url(const std::string& url) {
  const bool known = url.starts_with("http://") || url.starts_with("https://");
  const std::size_t host = known ? url.find("://") + 3 : std::string::npos;
  if (!known || host >= url.size() || url[host] == '/') {
    throw std::runtime_error("'" + url +
                             "' is no public address: write it as people open it, such as "
                             "https://arena.example.org.");
  }
  return url.substr(0, url.find('/', host));
}

}  // namespace arena::app

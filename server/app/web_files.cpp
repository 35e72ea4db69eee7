// SPDX-License-Identifier: EUPL-1.2
#include "server/app/web_files.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string_view>
#include <system_error>
#include <utility>

#include "server/codec/api.hpp"

namespace arena::app {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view index = "index.html";

constexpr std::string_view not_built =
    "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Arena</title>"
    "<h1>Arena</h1><p>The server runs, but the web application has not been built. "
    "Run <code>npm ci</code> with <code>npm run build</code> in <code>clients/web</code> and "
    "start the server again, or name a built one with <code>--web DIR</code>.</p></html>\n";

constexpr std::array<std::pair<std::string_view, std::string_view>, 14> content_types{{
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".mjs", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".json", "application/json"},
    {".webmanifest", "application/manifest+json"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".ico", "image/x-icon"},
    {".webp", "image/webp"},
    {".woff2", "font/woff2"},
    {".woff", "font/woff"},
    {".txt", "text/plain; charset=utf-8"},
    {".map", "application/json"},
}};

std::optional<std::string_view> content_type_of(std::string_view extension) {
  for (const auto& [known, type] : content_types) {
    if (known == extension) return type;
  }
  return std::nullopt;
}

bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '_' || c == '.';
}

// A part of a path that names a file and nothing else: no dot first, so neither `..` nor
// hidden files.
bool is_name(std::string_view part) {
  return !part.empty() && part.front() != '.' && std::all_of(part.begin(), part.end(), is_plain);
}

std::optional<fs::path> inside(const fs::path& directory, std::string_view path) {
  fs::path file = directory;
  std::string_view rest = path.substr(1);
  while (!rest.empty()) {
    const std::size_t slash = rest.find('/');
    const std::string_view part = rest.substr(0, slash);
    if (!is_name(part)) return std::nullopt;
    file /= part;
    rest = slash == std::string_view::npos ? std::string_view{} : rest.substr(slash + 1);
  }
  return file;
}

// The bundler puts a hash of the content into the names of these, so they never change.
bool never_changes(std::string_view path) { return path.starts_with("/assets/"); }

// A place in the application rather than a file.
bool is_page(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return path.find('.', slash) == std::string_view::npos && !path.starts_with("/assets/");
}

std::optional<std::string> content(const fs::path& file) {
  std::error_code ec;
  if (!fs::is_regular_file(file, ec) || ec) return std::nullopt;
  std::ifstream stream(file, std::ios::binary);
  if (!stream) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(stream), {});
}

net::HttpResponse not_found() {
  return {404,
          "application/json",
          codec::encode_api_error("not_found", "There is nothing at this address."),
          {}};
}

bool holds_index(const fs::path& directory) {
  std::error_code ec;
  return fs::is_regular_file(directory / index, ec);
}

std::optional<fs::path> beside_the_binary() {
  std::error_code ec;
  const fs::path binary = fs::read_symlink("/proc/self/exe", ec);
  if (ec) return std::nullopt;
  return binary.parent_path().parent_path() / "share" / "arena" / "web";
}

}  // namespace

WebFiles::WebFiles(std::optional<fs::path> directory) : directory_(std::move(directory)) {}

net::HttpResponse WebFiles::answer(const std::string& path, bool accepts_gzip) const {
  if (!inside(directory_.value_or(fs::path()), path)) return not_found();
  const std::string wanted = is_page(path) ? "/" + std::string(index) : path;
  if (!directory_) {
    if (!is_page(path)) return not_found();
    return {200, "text/html; charset=utf-8", std::string(not_built), {}};
  }
  const auto file = inside(*directory_, wanted);
  if (!file) return not_found();
  const auto type = content_type_of(file->extension().string());
  if (!type) return not_found();
  const char* caching = never_changes(wanted) ? "public, max-age=31536000, immutable" : "no-cache";
  net::HttpResponse response{200, std::string(*type), {}, {{"Cache-Control", caching}}};
  const fs::path compressed = file->string() + ".gz";
  std::error_code ec;
  // Whoever keeps the answer must know that another reader may need the other one.
  if (never_changes(wanted) && fs::is_regular_file(compressed, ec))
    response.headers["Vary"] = "Accept-Encoding";
  auto bytes = content(*file);
  if (!bytes) return not_found();
  if (accepts_gzip && response.headers.contains("Vary")) {
    if (auto smaller = content(compressed)) {
      bytes = std::move(smaller);
      response.headers["Content-Encoding"] = "gzip";
    }
  }
  response.body = std::move(*bytes);
  return response;
}

std::optional<fs::path> find_web(const std::optional<fs::path>& asked) {
  if (asked && !holds_index(*asked)) {
    throw std::runtime_error("There is no index.html in '" + asked->string() +
                             "': build the web application, or give another directory to --web.");
  }
  if (asked) return asked;
  auto installed = beside_the_binary();
  if (installed && holds_index(*installed)) return installed;
  if (holds_index(ARENA_WEB_DIST)) return fs::path(ARENA_WEB_DIST);
  return std::nullopt;
}

}  // namespace arena::app

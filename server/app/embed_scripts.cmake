# SPDX-License-Identifier: EUPL-1.2
# Writes OUT: a C++ file that holds the bytes of FILES, each under its name without extension.
# A string literal has a length limit, so the bytes are written as numbers.
set(arrays "")
set(entries "")
set(index 0)
foreach(file ${FILES})
  get_filename_component(id ${file} NAME_WE)
  file(READ ${file} digits HEX)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," bytes "${digits}")
  string(APPEND arrays "constexpr char script_${index}[] = {${bytes}'\\0'};\n")
  string(APPEND entries "    {\"${id}\", {script_${index}, sizeof script_${index} - 1}},\n")
  math(EXPR index "${index} + 1")
endforeach()
file(WRITE ${OUT} "// Made by server/app/embed_scripts.cmake.
#include \"server/app/shipped_scripts.hpp\"

namespace arena::app {
namespace {
${arrays}}  // namespace

const std::vector<ShippedScript>& shipped_scripts() {
  static const std::vector<ShippedScript> scripts{
${entries}  };
  return scripts;
}

}  // namespace arena::app
")

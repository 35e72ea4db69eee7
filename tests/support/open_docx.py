# SPDX-License-Identifier: EUPL-1.2
"""Opens a Word file as a stranger would: standard library only, nothing of the product's own code.

    open_docx.py FILE…   prints one line a file, or says what is wrong with it and exits with 1
"""
import posixpath
import sys
import xml.etree.ElementTree as etree
import zipfile

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
DC = "{http://purl.org/dc/elements/1.1/}"


def need(holds, sentence):
    if not holds:
        raise ValueError(sentence)


def check_package(package):
    need(package.testzip() is None, "a part is damaged")
    names = package.namelist()
    need(names[0] == "[Content_Types].xml", "the content types do not come first")
    need({info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)},
         "a part has a time of its own")
    parts = {name: etree.fromstring(package.read(name)) for name in names}
    for name, part in parts.items():
        if not name.endswith(".rels"):
            continue
        base = posixpath.dirname(posixpath.dirname(name))
        for relation in part.iter(RELATION):
            target = posixpath.join(base, relation.get("Target"))
            need(target in parts, f"{name} points at {target}, which is not there")
    return parts


def check_styles(parts):
    defined = {style.get(W + "styleId") for style in parts["word/styles.xml"].iter(W + "style")}
    used = [node.get(W + "val") for part in parts.values()
            for kind in ("pStyle", "rStyle", "tblStyle") for node in part.iter(W + kind)]
    need(set(used) <= defined, f"styles that are not defined: {set(used) - defined}")
    language = parts["word/styles.xml"].find(f".//{W}rPrDefault//{W}lang").get(W + "val")
    need(language in ("nl-NL", "en-GB"), f"the language is {language}")
    return used


def check(path):
    with zipfile.ZipFile(path) as package:
        parts = check_package(package)
    used = check_styles(parts)
    title = parts["docProps/core.xml"].findtext(DC + "title")
    need(title, "the file has no title")
    for table in parts["word/document.xml"].iter(W + "tbl"):
        widths = {len(row.findall(W + "tc")) for row in table.iter(W + "tr")}
        need(len(widths) == 1, "the rows of a table differ in length")
        need(table.find(f".//{W}tblHeader") is not None, "a table has no head")
    words = sum(len((text.text or "").split()) for text in parts["word/document.xml"].iter(W + "t"))
    need(words > 0, "there are no words in it")
    return (f"{title}: {words} words, {used.count('Heading1')} headings, "
            f"{used.count('ListBullet')} items, {used.count('Quote')} quotes")


def main():
    for path in sys.argv[1:]:
        try:
            print(check(path))
        except (ValueError, KeyError, zipfile.BadZipFile, etree.ParseError) as fault:
            print(f"{path}: {fault}", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

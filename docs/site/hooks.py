"""Pages of the site that are outside docs/, and links to files that are no pages."""

import posixpath
import re
from pathlib import Path

from mkdocs.structure.files import File

ROOT = Path(__file__).parents[2]

# Pages of the site, and the files of the repository that they show.
PAGES = {
    "python.md": "adapters/python/README.md",
    "contributing.md": "CONTRIBUTING.md",
    "changelog.md": "CHANGELOG.md",
}

# What follows the language of a code block is for tests.
FENCE = re.compile(r"^(```[\w-]+) .*$", re.MULTILINE)
CODE = re.compile(r"^(```.*?^```)", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]+)(#[^)\s]*)?\)")


def on_files(files, config):
    for page, source in PAGES.items():
        files.append(File.generated(config, page, abs_src_path=str(ROOT / source)))
    return files


def on_page_markdown(markdown, page, config, files):
    source = PAGES.get(page.file.src_uri, "docs/" + page.file.src_uri)

    def linked(link):
        """Returns a link from the page: to another page or figure, or to the file in the repository."""
        path = posixpath.normpath(posixpath.join(posixpath.dirname(source), link[1]))
        for name, file in PAGES.items():
            if path == file:
                return f"]({name}{link[2] or ''})"
        inside = posixpath.relpath(path, "docs")
        if files.get_file_from_path(inside) is not None:
            return f"]({inside}{link[2] or ''})"
        if not (ROOT / path).exists():
            return link[0]
        kind = "tree" if (ROOT / path).is_dir() else "blob"
        return f"]({config.repo_url.rstrip('/')}/{kind}/main/{path}{link[2] or ''})"

    parts = CODE.split(FENCE.sub(r"\1", markdown))
    return "".join(part if part.startswith("```") else LINK.sub(linked, part) for part in parts)

"""Pages of the site that are outside docs/, links to files that are no pages, and texts of links."""

import posixpath
import re
from functools import cache
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
LINK = re.compile(r"(?:\[(`?[\w./-]+\.md`?))?\]\((?!https?:|#)([^)#\s]+)(#[^)\s]*)?\)")
TITLE = re.compile(r"^# (.+)$", re.MULTILINE)


@cache
def title(path):
    """Returns the heading of a page."""
    return TITLE.search((ROOT / path).read_text(encoding="utf-8"))[1]



def on_files(files, config):
    for page, source in PAGES.items():
        files.append(File.generated(config, page, abs_src_path=str(ROOT / source)))
    return files


def on_page_markdown(markdown, page, config, files):
    source = PAGES.get(page.file.src_uri, "docs/" + page.file.src_uri)

    def linked(link):
        """Returns a link from the page: to another page or figure, or to the file in the repository."""
        path = posixpath.normpath(posixpath.join(posixpath.dirname(source), link[2]))
        # On GitHub a link has the name of a file, as in a listing; readers of the site see no files.
        text = "[" + title(path) if link[1] and (ROOT / path).is_file() else ""
        for name, file in PAGES.items():
            if path == file:
                return f"{text}]({name}{link[3] or ''})"
        inside = posixpath.relpath(path, "docs")
        if files.get_file_from_path(inside) is not None:
            return f"{text}]({inside}{link[3] or ''})"
        if not (ROOT / path).exists():
            return link[0]
        kind = "tree" if (ROOT / path).is_dir() else "blob"
        return f"{text}]({config.repo_url.rstrip('/')}/{kind}/main/{path}{link[3] or ''})"

    parts = CODE.split(FENCE.sub(r"\1", markdown))
    return "".join(part if part.startswith("```") else LINK.sub(linked, part) for part in parts)

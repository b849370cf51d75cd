"""Sphinx's configuration; website/build.py gathers the source and calls it."""

import html
import re

from docutils import nodes

from website import project as facts

cited = facts.citation()
repository = facts.repository()
address = facts.home(repository)

project = html_title = "Convolution, all the way"
author = ", ".join(each.get("name") or f"{each['given-names']} {each['family-names']}" for each in cited["authors"])
copyright = f"{cited['date-released'].year}, {author}"
release = cited["version"]
language = "en"

extensions = ["myst_nb", "sphinx.ext.autodoc", "numpydoc"]
nb_execution_mode = "off"
nb_merge_streams = True
myst_enable_extensions = ["dollarmath", "amsmath", "colon_fence", "attrs_inline"]
myst_heading_anchors = 4
default_role = "code"
add_module_names = False
autodoc_default_options = {"exclude-members": "Lock"}  # of threading: its signature cannot be read
autodoc_member_order = "bysource"
autodoc_preserve_defaults = True
autodoc_type_aliases = {"ArrayLike": "ArrayLike"}
autodoc_typehints = "signature"
autodoc_mock_imports = ["tensorflow", "keras"]
numpydoc_show_class_members = False
suppress_warnings = ["mystnb.unknown_mime_type"]

html_theme = "furo"
html_static_path = ["static"]
html_extra_path = ["_build/extra"]
templates_path = ["templates"]
html_css_files = ["site.css"]
html_js_files = [("site.js", {"type": "module"})]
html_favicon = "static/favicon.svg"
html_baseurl = address
html_copy_source = html_show_sourcelink = False
html_use_index = html_domain_indices = False
html_permalinks_icon = "#"
html_math_renderer = "set_later"
html_theme_options = {
    "light_css_variables": {
        "color-brand-primary": "#005B8E",
        "color-brand-content": "#005B8E",
        "color-brand-visited": "#6A3D86",
    },
    "dark_css_variables": {
        "color-brand-primary": "#7CC4EE",
        "color-brand-content": "#7CC4EE",
        "color-brand-visited": "#D3A6EA",
    },
}


def visit_math(self, node):
    tag = "div" if isinstance(node, nodes.math_block) else "span"
    self.body.append(f'<{tag} class="formula">{html.escape(node.astext())}</{tag}>')
    raise nodes.SkipNode


def description_of(doctree) -> str:
    """The first sentences of a page, in at most 160 letters."""
    titles = {"questions", "toctree-wrapper"}
    for paragraph in doctree.findall(nodes.paragraph):
        if titles & set(paragraph.parent.get("classes", [])):
            continue
        words = " ".join(paragraph.astext().split())
        if len(words) > 40:
            return words if len(words) <= 160 else words[:157].rsplit(" ", 1)[0] + " …"
    return ""


def tags_of_the_head(pagename, title, description):
    """Description, social card and, on a chapter, how to cite it."""
    picture = f"{address}social.png" if address else "../" * pagename.count("/") + "social.png"
    named = {
        "description": description,
        "twitter:card": "summary_large_image",
        "citation_title": cited["title"],
        "citation_author": author,
        "citation_publication_date": str(cited["date-released"]).replace("-", "/"),
        "citation_language": language,
    }
    properties = {
        "og:title": title,
        "og:description": description,
        "og:type": "website" if pagename == "index" else "article",
        "og:site_name": html_title,
        "og:image": picture,
        "og:image:alt": "Convolution, all the way: a box, a ramp, and the curve of their convolution",
    }
    if address:
        properties["og:url"] = named["citation_public_url"] = address if pagename == "index" else f"{address}{pagename}.html"
    lines = [f'<meta name="{name}" content="{html.escape(text)}">' for name, text in named.items() if text]
    lines += [f'<meta property="{name}" content="{html.escape(text)}">' for name, text in properties.items() if text]
    return "\n".join(lines)


def complete(app, pagename, templatename, context, doctree):
    """What the templates need beside what Sphinx gives them."""
    title = re.sub(r"<[^>]+>", "", html.unescape(context.get("title", html_title)))
    description = description_of(doctree) if doctree is not None else "Search the course."
    written = app.env.metadata.get(pagename, {})
    context["metatags"] = tags_of_the_head(pagename, title, written.get("description", description))
    chapter = f"notebooks/{pagename.split('/')[-1]}.ipynb" if pagename.startswith("notebooks/") else ""
    reference = f"{pagename}.md" if pagename.startswith("reference/") else ""
    context["page_links"] = facts.links(repository, chapter or reference or written.get("source", ""))
    context["authors"] = author


def setup(app):
    app.add_html_math_renderer("set_later", inline_renderers=(visit_math, None), block_renderers=(visit_math, None))
    app.connect("html-page-context", complete)
    return {"parallel_read_safe": True, "parallel_write_safe": True}

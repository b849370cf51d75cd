"""What the site takes from the files of the project, and what it does to pages that are written."""

import re

import pytest

from website import api, formulas, npm, pages, project

GITHUB = "https://github.com/ada/course"


def test_the_table_of_the_readme_lists_every_chapter():
    files = sorted(path.relative_to(project.ROOT).as_posix() for path in (project.ROOT / "notebooks").glob("*.ipynb"))
    assert [row.file for row in project.rows()] == files
    assert all((project.ROOT / row.picture).exists() for row in project.rows())


def test_sections_of_the_readme_move_up_one_level():
    assert re.search(r"^## Without make", project.section("Start"), re.MULTILINE)
    with pytest.raises(ValueError, match="README.md has no heading '## Nowhere'"):
        project.section("Nowhere")


def test_without_a_repository_there_is_no_dead_link(monkeypatch):
    monkeypatch.delenv("REPOSITORY", raising=False)
    assert project.repository() == ""
    assert project.links("", "notebooks/00_start_here.ipynb") == []


def test_a_repository_gives_links_to_the_source_of_a_page(monkeypatch):
    monkeypatch.setenv("REPOSITORY", f"{GITHUB}.git")
    assert project.repository() == GITHUB
    links = dict(project.links(GITHUB, "notebooks/00_start_here.ipynb"))
    assert links["Edit this page"] == f"{GITHUB}/edit/main/notebooks/00_start_here.ipynb"
    assert (
        links["Open in Binder"] == "https://mybinder.org/v2/gh/ada/course/main?urlpath=lab/tree/notebooks/00_start_here.ipynb"
    )
    assert links["Open in Colab"].startswith("https://colab.research.google.com/github/ada/course/blob/main/notebooks/00_")
    assert list(dict(project.links(GITHUB, ""))) == ["Report a problem"]
    assert "Open in Colab" not in dict(project.links("https://example.org/course", "notebooks/00_start_here.ipynb"))


def test_the_api_has_a_place_for_every_part_and_gives_no_answer_away():
    text = api.index() + "".join(api.page(part) for parts in api.PARTS.values() for part in parts)
    assert "course_utils.convolution.sums" in text
    assert "course_utils.exercises.judge" in text
    assert not re.search(r"exercises\.(ch\d|questions)", text)


def test_a_part_without_a_place_is_refused(monkeypatch):
    monkeypatch.setattr(api, "PARTS", {"All": ["integrals"]})
    with pytest.raises(ValueError, match=r"lists no place for chapter, convolution, .*add it to PARTS"):
        api.index()


@pytest.fixture
def site(tmp_path):
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "index.html").write_text("<p>front</p>")
    for name in ("01_a", "03_b"):
        (tmp_path / "notebooks" / f"{name}.html").write_text(f"<h1>{name}</h1><!-- run {name} --><p>text</p>")
    return tmp_path


def test_only_a_chapter_that_runs_in_the_browser_gets_the_button(site):
    assert pages.put_buttons(site) == []
    assert (site / "notebooks" / "01_a.html").read_text() == "<h1>01_a</h1><p>text</p>"


def test_the_button_leads_to_the_live_chapter(site):
    live = site / "lite" / "files" / "notebooks"
    live.mkdir(parents=True)
    (live / "01_a.ipynb").touch()
    assert pages.put_buttons(site) == ["01_a"]
    assert 'href="../lite/notebooks/index.html?path=notebooks/01_a.ipynb"' in (site / "notebooks" / "01_a.html").read_text()
    assert "run" not in (site / "notebooks" / "03_b.html").read_text()


def test_a_sitemap_needs_an_address(site):
    pages.write_sitemap(site, "")
    assert not (site / "sitemap.xml").exists()
    assert (site / "robots.txt").read_text() == "User-agent: *\nAllow: /\n"
    pages.write_sitemap(site, "https://ada.github.io/course/")
    assert "<loc>https://ada.github.io/course/notebooks/01_a.html</loc>" in (site / "sitemap.xml").read_text()
    assert "Sitemap: https://ada.github.io/course/sitemap.xml" in (site / "robots.txt").read_text()


def test_the_map_has_a_link_on_every_chapter():
    drawing = (project.ROOT / "fig" / "thread_map.svg").read_text(encoding="utf-8")
    made = pages.as_map("<img>", drawing, (880, 596), "../")
    links = re.findall(r'<a href="\.\./(notebooks/\w+)\.html" style="left:([\d.]+)%;top:([\d.]+)%', made)
    assert [f"{place}.ipynb" for place, _, _ in links] == [row.file for row in project.rows()]
    assert len({(left, top) for _, left, top in links}) == len(links)


def test_glyphs_are_drawn_once():
    path = '<path id="MJX-{}-TEX-I-1D453" d="M0 0"></path>'
    page = "".join(f'<svg><defs>{path.format(k)}</defs><use xlink:href="#MJX-{k}-TEX-I-1D453"></use></svg>' for k in (1, 2))
    made = formulas.share_glyphs(f"<body>{page}</body>")
    assert made.count('id="TEX-I-1D453"') == 1
    assert made.count('<use href="#TEX-I-1D453">') == 2
    assert "MJX-" not in made


def test_an_archive_with_another_checksum_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(npm.shutil, "which", lambda command: f"/bin/{command}")
    (tmp_path / f"mathjax-{formulas.VERSION}.tgz").write_bytes(b"something else")
    with pytest.raises(ValueError, match=r"has the checksum .*, but .* was tried; delete it and build again"):
        formulas.fetch(tmp_path)


def test_without_node_there_is_a_sentence(tmp_path, monkeypatch):
    monkeypatch.setattr(npm.shutil, "which", lambda command: None)
    with pytest.raises(FileNotFoundError, match=r"there is no node here, which mathjax needs; install Node\.js"):
        formulas.fetch(tmp_path)

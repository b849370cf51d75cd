"""Each explorer in JupyterLab, as a reader uses it: by hand, by keys, from Python, and again tomorrow."""

import json

import browser as tools
import pytest
from axe_playwright_python.sync_playwright import Axe
from browser import EXPLORERS, explorer, until
from playwright.sync_api import expect

PLAYED = {"flip-and-slide": "t", "descent-explorer": "steps"}
TYPED = ["grid-explorer", "filter-explorer"]
each_explorer = pytest.mark.parametrize("name", EXPLORERS)


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    with tools.jupyterlab(tmp_path_factory.mktemp("lab")) as lab:
        yield lab


@pytest.fixture(scope="module")
def notebook(lab, chromium):
    """The page on which the notebook has run, and its kernel."""
    context = chromium.new_context(viewport={"width": 1400, "height": 1000})
    strangers = tools.strangers(context)
    page = context.new_page()
    lab.open(page)
    lab.run_all(page)
    kernel = lab.kernel()
    starts = {name: (kernel.state(name), picture(explorer(page, name))) for name in EXPLORERS}
    yield page, kernel, starts
    kernel.close()
    context.close()
    assert not strangers


@pytest.fixture
def page(notebook):
    return notebook[0]


@pytest.fixture
def kernel(notebook):
    return notebook[1]


@pytest.fixture
def root(name, page, kernel, notebook):
    """The explorer as it starts."""
    root = explorer(page, name)
    root.scroll_into_view_if_needed()
    root.get_by_role("button", name="reset", exact=True).click()
    until(lambda: (kernel.state(name), picture(root)) == notebook[2][name], "reset puts the explorer back to its start")
    return root


def picture(root):
    """All that the explorer shows below its controls."""
    return root.locator(".cw-scene").evaluate("""node => {
        const seen = node.cloneNode(true);
        for (const each of seen.querySelectorAll("[visibility=hidden]")) each.remove();
        return seen.innerHTML + [...node.querySelectorAll("canvas")].map((each) => each.toDataURL());
    }""")


def follows(kernel, root, name, act):
    """Do something by hand: the picture, the sentence's explorer and Python's traits change."""
    before, drawn = kernel.state(name), picture(root)
    act()
    until(lambda: picture(root) != drawn, "the picture changes")
    until(lambda: kernel.state(name) != before, "Python's traits change")


@each_explorer
def test_is_live_and_has_a_name_and_a_sentence(root):
    expect(root).to_be_visible()
    pictures = root.locator("[role=img]")
    for k in range(pictures.count()):
        assert len(pictures.nth(k).get_attribute("aria-label")) > 10
    assert pictures.count()
    expect(root.locator(".cw-status")).to_contain_text(".")


@each_explorer
def test_a_drag_moves_the_picture_and_python(name, root, page, kernel):
    case = EXPLORERS[name]
    kernel.assign(name, case.heavy)
    expect(root.locator(case.drag.part)).to_be_enabled()
    first, *others = tools.stops(root, case.drag)
    page.mouse.move(*first)
    page.mouse.down()
    for place in others:
        follows(kernel, root, name, lambda place=place: page.mouse.move(*place))
    page.mouse.up()


@each_explorer
def test_tab_reaches_every_control_and_the_focus_is_seen(name, root, page, kernel):
    kernel.assign(name, EXPLORERS[name].heavy)
    controls = root.locator(".cw-controls").locator("button, input, select").filter(visible=True)
    expect(root.locator(".cw-controls :disabled")).to_have_count(0)
    page.keyboard.press("Shift")  # the last thing touched was no mouse
    controls.first.focus()
    for k in range(controls.count()):
        if k:
            page.keyboard.press("Tab")
        expect(controls.nth(k)).to_be_focused()
        assert controls.nth(k).evaluate("node => getComputedStyle(node).outlineStyle") == "solid"


@each_explorer
def test_keys_move_every_slider_and_it_keeps_the_focus(name, root, page, kernel):
    kernel.assign(name, EXPLORERS[name].heavy)
    expect(root.locator(".cw-controls :disabled")).to_have_count(0)
    sliders = root.get_by_role("slider")
    for k in range(sliders.count()):
        slider = sliders.nth(k)
        slider.focus()
        place, top = int(slider.input_value()), int(slider.get_attribute("max"))
        far = max(1, round(top / 10))
        steps = {"Home": -place, "ArrowRight": 1, "PageUp": far, "ArrowLeft": -1, "PageDown": -far, "ArrowUp": 1}
        for key, step in steps.items():
            before, moved = kernel.state(name), min(top, max(0, place + step))
            page.keyboard.press(key)
            expect(slider).to_have_value(str(moved))
            expect(slider).to_be_focused()
            if moved != place:
                until(lambda before=before: kernel.state(name) != before, f"{key} changes Python")
            place = moved


@each_explorer
def test_every_button_menu_and_checkbox_changes_python(name, root, kernel):
    for button in root.locator(".cw-group button[aria-pressed=false]").all():
        other = root.get_by_role("button", name=button.text_content(), exact=True)
        follows(kernel, root, name, other.click)
        expect(other).to_have_attribute("aria-pressed", "true")
    for menu in root.locator("select").all():
        now = menu.input_value()
        for value in menu.locator("option").evaluate_all("nodes => nodes.map((each) => each.value)")[::-1]:
            if value != now and not value.startswith("the nine"):
                before = kernel.state(name)
                menu.select_option(value)
                until(lambda before=before: kernel.state(name) != before, f"{value} changes Python")
                expect(menu).to_have_value(value)
    for box in root.get_by_role("checkbox").all():
        before = kernel.state(name)
        box.check()
        until(lambda before=before: kernel.state(name) != before, "the checkbox changes Python")


@pytest.mark.parametrize("name", TYPED)
def test_a_typed_number_reaches_python_and_a_wrong_one_gets_its_sentence(name, root, page, kernel):
    entry = root.get_by_role("textbox", name="kernel[0, 1]", exact=True)
    entry.click()
    entry.fill("−2.5")
    follows(kernel, root, name, lambda: page.keyboard.press("Enter"))
    numbers = "numbers" if name == "filter-explorer" else "kernel"
    until(lambda: kernel.state(name)[numbers][0][1] == -2.5, "Python has the number")
    entry.fill("half")
    page.keyboard.press("Tab")
    expect(root.locator(".cw-status")).to_contain_text('"half" is not a number; type one such as 0.5 or -1')
    assert kernel.state(name)[numbers][0][1] == -2.5
    root.get_by_role("button", name="reset", exact=True).click()
    expect(root.locator(".cw-status")).not_to_contain_text("is not a number")
    expect(entry).not_to_have_value("half")


@pytest.mark.parametrize("name", ["filter-explorer"])
def test_the_path_of_an_own_picture_reaches_python(name, root, page, kernel, lab):
    field = root.get_by_role("textbox", name="your own picture")
    field.fill("nowhere.png")
    page.keyboard.press("Enter")
    expect(root.locator(".cw-status")).to_contain_text("The last picture stays: ")
    field.fill(str(tools.ROOT / "course_utils" / "data" / "camera.png"))
    follows(kernel, root, name, lambda: page.keyboard.press("Enter"))
    expect(root.locator(".cw-status")).not_to_contain_text("The last picture stays: ")


@each_explorer
def test_reset_restores_the_start(name, root, kernel, notebook):
    follows(kernel, root, name, lambda: kernel.assign(name, EXPLORERS[name].assignment))
    root.get_by_role("button", name="reset", exact=True).click()
    until(lambda: (kernel.state(name), picture(root)) == notebook[2][name], "all is as at the start")


@pytest.mark.parametrize("name", PLAYED)
def test_play_runs_and_stops(name, root, kernel):
    play, seen = root.locator(".cw-controls button").first, set()
    play.click()
    expect(play).to_have_text("⏸")
    until(lambda: seen.add(kernel.state(name)[PLAYED[name]]) or len(seen) > 3, "Python sees it run")
    play.click()
    expect(play).to_have_text("▶")


@pytest.mark.parametrize("name", PLAYED)
def test_play_makes_one_jump_where_motion_is_not_wanted(name, root, page, kernel, notebook):
    page.emulate_media(reduced_motion="reduce")
    play = root.locator(".cw-controls button").first
    play.click()
    expect(play).to_have_text("▶")
    place = {"flip-and-slide": 10 * 6 / 120, "descent-explorer": 16}[name]
    start = notebook[2][name][0][PLAYED[name]]
    until(lambda: kernel.state(name)[PLAYED[name]] == pytest.approx(start + place), "one jump")
    page.emulate_media(reduced_motion="no-preference")


@each_explorer
def test_an_assignment_in_python_moves_the_picture(name, root, kernel):
    follows(kernel, root, name, lambda: kernel.assign(name, EXPLORERS[name].assignment))


@pytest.mark.parametrize("theme", ["JupyterLab Dark", "JupyterLab Light"])
def test_axe_finds_nothing_in_the_explorers(theme, page):
    tools.choose(page, "Settings", "Theme", theme)
    expect(page.locator("body")).to_have_attribute("data-jp-theme-name", theme)
    results = Axe().run(page, context=[[f".cw-{name}"] for name in EXPLORERS])
    assert not results.violations_count, results.generate_report()


def test_a_saved_notebook_shows_its_explorers_as_they_were_left(page, lab, kernel, open_context):
    for name, case in EXPLORERS.items():
        kernel.assign(name, case.assignment)
    left = [{trait: value for trait, value in kernel.state(name).items() if trait != "files"} for name in EXPLORERS]
    until(lambda: "−0.5 " in explorer(page, "flip-and-slide").locator(".cw-status").text_content(), "the assignments are seen")
    tools.choose(page, "File", "Save Notebook")
    until(lambda: all(is_in(state, saved_states(lab.folder / "explorers.ipynb")) for state in left), "all states are saved")
    pictures = {name: picture(explorer(page, name)) for name in EXPLORERS}
    page.close()
    lab.shut_kernels_down()

    again = open_context(viewport={"width": 1400, "height": 1000}).new_page()
    lab.open(again)
    first, lost = explorer(again, "flip-and-slide"), again.get_by_text("Error displaying widget: model not found").first
    expect(first.or_(lost).first).to_be_visible(timeout=1000 * tools.PATIENCE)
    if lost.is_visible():  # ipywidgets 8.1 may draw an output before it has restored the model, and never looks again
        again.reload()
    for name in EXPLORERS:
        root = explorer(again, name)
        root.scroll_into_view_if_needed(timeout=1000 * tools.PATIENCE)
        until(lambda root=root, name=name: picture(root) == pictures[name], f"{name} shows what it showed")
    first.get_by_role("slider").focus()
    again.keyboard.press("ArrowRight")
    expect(first.locator(".cw-status")).to_contain_text("At t = −0.45 ")


def saved_states(path):
    """The widgets' states in a saved notebook."""
    try:
        saved = json.loads(path.read_text())["metadata"].get("widgets", {})
    except ValueError:  # it is being written
        return []
    return [model["state"] for each in saved.values() for model in each["state"].values()]


def is_in(state, states):
    return any(all(each.get(trait) == value for trait, value in state.items()) for each in states)

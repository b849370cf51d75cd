"""A browser for every test of this folder, and a screenshot of each that fails."""

import re
from pathlib import Path

import browser as tools
import pytest
from playwright.sync_api import sync_playwright

SCREENSHOTS = Path(__file__).parent / "screenshots"
CHROMIUM = pytest.StashKey()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item):
    report = yield
    browser = item.session.config.stash.get(CHROMIUM, None)
    if report.failed and browser:
        name = re.sub(r"[^a-z0-9-]+", "_", item.name)
        SCREENSHOTS.mkdir(exist_ok=True)
        for k, page in enumerate(page for context in browser.contexts for page in context.pages):
            page.screenshot(path=SCREENSHOTS / f"{name}{k or ''}.png")
        report.sections.append(("screenshots", f"{SCREENSHOTS}/{name}*.png"))
    return report


@pytest.fixture(scope="session")
def chromium(pytestconfig):
    with sync_playwright() as playwright:
        try:
            browser = tools.launch(playwright)
        except FileNotFoundError as error:
            pytest.exit(str(error), returncode=1)
        pytestconfig.stash[CHROMIUM] = browser
        yield browser
        del pytestconfig.stash[CHROMIUM]
        browser.close()


@pytest.fixture
def open_context(chromium):
    """Make a browser context; at the end none of them has asked another host for anything, and no script has failed."""
    made = []

    def make(**options):
        context = chromium.new_context(**options)
        errors = tools.strangers(context)
        context.on("weberror", lambda error: errors.append(str(error.error)))
        made.append((context, errors))
        return context

    yield make
    for context, errors in made:
        context.close()
        assert not errors

"""A browser for every test of this folder, and a screenshot of each that fails."""

import re
from pathlib import Path

import browser as tools
import pytest
from playwright.sync_api import sync_playwright

SCREENSHOTS = Path(__file__).parent / "screenshots"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item):
    report = yield
    page = item.funcargs.get("page")
    if report.when == "call" and report.failed and page:
        path = SCREENSHOTS / f"{re.sub(r'[^a-z0-9-]+', '_', item.name)}.png"
        page.screenshot(path=path)
        report.sections.append(("screenshot", str(path)))
    return report


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        try:
            browser = tools.launch(playwright)
        except FileNotFoundError as error:
            pytest.exit(str(error), returncode=1)
        yield browser
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

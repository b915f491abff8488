"""The first thing a student sees: the front page, its links, and formulas without a network."""

from urllib.parse import urlsplit

import pytest
from browser import in_notebook as notebook
from playwright.sync_api import expect


@pytest.fixture(scope="module")
def asked(page):
    """Every host that the page asks anything of, from now on."""
    hosts = set()
    page.on("request", lambda request: hosts.add(urlsplit(request.url).hostname))
    return hosts


def test_the_front_page_is_rendered_and_leads_to_the_notebooks(page, lab, asked):
    page.goto(lab)
    expect(page.get_by_role("heading", name="Neural networks for sequences")).to_be_visible()
    notebook.screenshot(page, "front-page")
    row = page.get_by_role("row").filter(has_text="Cross entropy")
    row.get_by_role("link", name="lecture", exact=True).click()
    heading = page.get_by_role("heading", name="01 · Cross entropy")
    expect(heading.first).to_be_visible(timeout=30_000)


def test_formulas_are_typeset_and_no_other_machine_is_asked(page, asked):
    """Offline, everything a notebook needs comes from this machine."""
    expect(page.locator("mjx-container").first).to_be_visible(timeout=30_000)
    notebook.wait_for_kernel(page)
    assert asked - {None, ""} == {"localhost"}

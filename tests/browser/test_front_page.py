"""The first thing a student sees: the front page, its links, and formulas without a network."""

import re
from urllib.parse import urlsplit

from browser import serving
from browser.notebook import Notebook, screenshot
from playwright.sync_api import expect


def test_the_front_page_leads_to_a_lecture_and_no_other_machine_is_asked(browser, lab):
    hosts = set()
    page = serving.new_page(browser)
    page.on("request", lambda request: hosts.add(urlsplit(request.url).hostname))
    page.goto(f"{lab}&reset")
    expect(page.get_by_role("heading", name="Neural networks for sequences")).to_be_visible()
    screenshot(page, "front-page")
    row = page.get_by_role("row").filter(has_text="Cross entropy")
    link = row.get_by_role("link", name="lecture", exact=True)
    expect(link).to_have_attribute("href", re.compile("/files/"))  # until then a click does nothing
    link.click()
    expect(page.get_by_role("heading", name="01 · Cross entropy").first).to_be_visible()
    with Notebook(page):
        expect(page.locator("mjx-container").first).to_be_visible()
        screenshot(page, "lecture")
    assert hosts - {None, ""} == {"localhost"}
    page.close()

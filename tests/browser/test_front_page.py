"""The first thing a student sees: the front page, its links, and formulas without a network."""

import json
import re
from urllib.parse import urlsplit

import pytest
from browser import serving
from browser.notebook import Notebook, screenshot
from playwright.sync_api import expect

from utils.course.exercises import exercises_of
from utils.topics import find

CROSS_ENTROPY = find("cross_entropy")
FAR = 7  # of its exercises have passed, so that the next begins far down in the lab


@pytest.fixture
def begun(browser, tmp_path):
    """The front page of a student who is well into a lab, and the hosts that were asked."""
    done = dict.fromkeys(list(exercises_of(CROSS_ENTROPY))[:FAR], "passed")
    record = {"version": 1, "topics": {CROSS_ENTROPY.stem: done}}
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / "progress.json").write_text(json.dumps(record), encoding="utf-8")
    hosts = set()
    with serving.running(tmp_path, "lab") as address:
        page = serving.new_page(browser)
        page.on("request", lambda request: hosts.add(urlsplit(request.url).hostname))
        page.goto(f"{address}&reset")
        expect(page.get_by_role("heading", name="Neural networks for sequences")).to_be_visible()
        yield page, hosts
        page.close()


def follow(page, name):
    link = page.get_by_role("link", name=name)
    expect(link).to_have_attribute("href", re.compile("/files/"))  # until then a click does nothing
    link.click()


def test_the_front_page_leads_to_the_next_exercise_and_to_a_lecture(begun):
    page, hosts = begun
    picture = page.get_by_role("img", name="A falling loss curve")
    assert picture.evaluate("async image => { await image.decode(); return image.naturalWidth; }")
    for header in page.get_by_role("columnheader").all():
        expect(header).to_have_text(re.compile(r"\w"))
    screenshot(page, "front-page")

    follow(page, f"Lab {CROSS_ENTROPY.number:02d}, exercise {FAR + 1}:")
    with Notebook(page):
        heading = page.get_by_role("heading", name=f"Exercise {FAR + 1}:").first
        expect(heading).to_be_in_viewport()
        expect(page.locator("mjx-container").first).to_be_attached()
        page.wait_for_timeout(1000)  # formulas above are set meanwhile, which moves what is below
        expect(heading).to_be_in_viewport()
        expect(page.get_by_role("tab", name="Lab 01_cross_entropy.ipynb")).to_be_visible()

    follow(page, "Lecture 01")
    expect(page.get_by_role("heading", name="01 · Cross entropy").first).to_be_visible()
    with Notebook(page):
        expect(page.locator("mjx-container").first).to_be_visible()
        expect(page.get_by_role("tab", name="Lecture 01_cross_entropy.ipynb")).to_be_visible()
        screenshot(page, "lecture")
    assert hosts - {None, ""} == {"localhost"}

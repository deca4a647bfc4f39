"""Put the scenarios of a new session in order in a browser."""

from tests.journeys.person import Person
from tests.live.steps import BANK, CONTESTED


def put_in_order(trainer: Person) -> None:
    """By a button, by dragging, by typing a number or what is none, and with a scenario that the
    search finds."""
    page = trainer.page
    rows = page.locator("[data-setup-chosen] > li")

    def order() -> list[str]:
        numbers = [row.locator("input").input_value() for row in rows.all()]
        assert numbers == [str(number) for number in range(1, len(numbers) + 1)]
        return [str(row.get_attribute("data-scenario")) for row in rows.all()]

    def takes(words: str) -> None:
        page.locator("[data-setup-length]", has_text=words).wait_for()

    first, second = order()
    takes("2 scenarios, about 20 of your 20 minutes")
    read = rows.nth(1).get_by_role("button", name="Read it")
    read.click()
    page.get_by_text(BANK.items[second].vignette).wait_for()
    read.click()
    page.get_by_text(BANK.items[second].vignette).wait_for(state="hidden")
    rows.nth(1).get_by_role("button", name="Up").click()
    assert order() == [second, first]
    page.get_by_label("Search the scenarios").fill(CONTESTED.vignette[:40])
    found = page.locator(f'[data-scenario="{CONTESTED.id}"]')
    found.get_by_role("button", name="Add").click()
    # Joining 2, two scenarios of 8, one of 12, what people take away 2.
    takes("3 scenarios, about 32 minutes: more than your 20")
    handle, top = rows.nth(2).locator(".scenario-choice__handle"), rows.nth(0)
    handle.drag_to(top, target_position={"x": 5, "y": 5})
    assert order() == [CONTESTED.id, second, first]
    said = page.locator("[data-setup-said]")
    assert said.inner_text() == f"“{CONTESTED.title}” is number 1 of 3"
    for wrong in ("abc", "0", "-1", "1.5"):
        rows.nth(2).locator("input").fill(wrong)
        page.keyboard.press("Tab")
        assert order() == [CONTESTED.id, second, first], wrong
    rows.nth(2).locator("input").fill("2")
    page.keyboard.press("Tab")
    assert order() == [CONTESTED.id, first, second]
    rows.nth(0).get_by_role("button", name="Remove").click()
    assert order() == [first, second]
    trainer.looks()


def searches(trainer: Person) -> None:
    """The search hides every scenario that it does not find, and they come back."""
    page = trainer.page
    rows = page.locator(".scenario-topic .scenario-choice")
    everything = rows.count()
    topics = page.locator(".scenario-topic")
    in_sight = topics.count()
    page.get_by_label("Search the scenarios").fill(CONTESTED.vignette[:40])
    page.get_by_text("Found: 1").wait_for()
    assert page.locator(".scenario-topic .scenario-choice:visible").count() == 1
    assert page.locator(f'[data-scenario="{CONTESTED.id}"]').is_visible()
    assert page.locator(".scenario-topic:visible").count() == 1
    page.get_by_label("Search the scenarios").fill("")
    page.get_by_text("Found: 1").wait_for(state="hidden")
    assert page.locator(".scenario-topic:visible").count() == in_sight
    for topic in topics.all():
        topic.locator("> summary").click()
    assert page.locator(".scenario-topic .scenario-choice:visible").count() == everything


HIDDEN = """() => {
  const focused = document.activeElement;
  const bar = document.querySelector(".setup-bar");
  if (bar.contains(focused) || focused === document.body) return "";
  const [box, over] = [focused.getBoundingClientRect(), bar.getBoundingClientRect()];
  const apart = box.top >= over.bottom || box.bottom <= over.top;
  const seen = box.bottom > 0 && box.top < innerHeight;
  return apart && seen ? "" : focused.outerHTML.slice(0, 120);
}"""
"""What has the focus, where the bar covers a part of it."""
IS_OUTSIDE = "document.activeElement === document.body"
MOST_STOPS = 100


def covers_nothing(trainer: Person) -> None:
    """The bar that stays in sight covers nothing that has the focus (WCAG 2.4.11): not forwards,
    not back, and not what somebody searches with."""
    page = trainer.page
    for key in ("Tab", "Shift+Tab"):
        page.keyboard.press(key)
        stops = 1
        while not page.evaluate(IS_OUTSIDE):
            assert page.evaluate(HIDDEN) == "", (page.viewport_size, key)
            page.keyboard.press(key)
            stops += 1
            assert stops < MOST_STOPS
        assert stops > MOST_STOPS // 3
    search = page.get_by_label("Search the scenarios")
    search.evaluate("found => found.scrollIntoView()")
    for words in ("a", "no such word", ""):
        search.fill(words)
        assert page.evaluate(HIDDEN) == "", words

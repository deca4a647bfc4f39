"""Put the scenarios of a new session in order in a browser."""

from tests.journeys.person import Person
from tests.live.steps import BANK, CONTESTED


def put_in_order(trainer: Person) -> None:
    """By a button, by dragging, by typing a number, and with a scenario that the search finds."""
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
    rows.nth(2).locator("input").fill("2")
    page.keyboard.press("Tab")
    assert order() == [CONTESTED.id, first, second]
    rows.nth(0).get_by_role("button", name="Remove").click()
    assert order() == [first, second]
    trainer.looks()

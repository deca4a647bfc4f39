"""Put the scenarios of a new session in order in a browser."""

from tests.journeys.person import Person
from tests.live.steps import CONTESTED


def put_in_order(trainer: Person) -> None:
    """By a button, by dragging, by typing a number, and with a scenario that the search finds."""
    page = trainer.page
    rows = page.locator("[data-setup-chosen] > li")

    def order() -> list[str]:
        numbers = [row.locator("input").input_value() for row in rows.all()]
        assert numbers == [str(number) for number in range(1, len(numbers) + 1)]
        return [str(row.get_attribute("data-scenario")) for row in rows.all()]

    first, second = order()
    rows.nth(1).get_by_role("button", name="Up").click()
    assert order() == [second, first]
    page.get_by_label("Search the scenarios").fill(CONTESTED.title)
    found = page.locator(f'[data-scenario="{CONTESTED.id}"]')
    found.get_by_role("button", name="Add").click()
    handle, top = rows.nth(2).locator(".scenario-choice__handle"), rows.nth(0)
    handle.drag_to(top, target_position={"x": 5, "y": 5})
    assert order() == [CONTESTED.id, second, first]
    rows.nth(2).locator("input").fill("2")
    page.keyboard.press("Tab")
    assert order() == [CONTESTED.id, first, second]
    rows.nth(0).get_by_role("button", name="Remove").click()
    assert order() == [first, second]
    trainer.looks()

"""Reports for the tests of files and charts."""

from quiz.bank.load import SCENARIOS, load
from quiz.teams.results.build_report import build_report
from quiz.teams.results.comparison import Benchmark
from quiz.teams.results.report import Report
from tests.teams.blocks import Review, blocks

BANK = load(SCENARIOS, SCENARIOS.parent / "no-local-content.json")
SIZES = [[6], [14], [16, 14], [60]]


def report_of(sizes: list[int], name: str = "Assessment team north", **more: object) -> Report:
    """The report of blocks of these sizes, with a benchmark of 80 people from four teams."""
    here = Benchmark(blocks(BANK, [80], 9)[0].figures, 4)
    return build_report(Review(name), blocks(BANK, sizes, 3, **more), BANK, here)  # type: ignore[arg-type]

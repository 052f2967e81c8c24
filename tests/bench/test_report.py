from bench.harness.report import HEAD, renewed

ORDER = ("one", "two", "three")


def test_a_report_has_a_section_for_each_bench_in_their_order() -> None:
    report = renewed("", {"two": "B", "one": "A"}, ORDER)
    assert report == f"{HEAD}\n## one\n\nA\n\n## two\n\nB\n"


def test_a_bench_that_is_run_again_renews_its_section_alone() -> None:
    before = renewed("", {"one": "when\n\n| a |", "two": "B", "three": "C"}, ORDER)
    assert renewed(before, {"two": "new"}, ORDER) == before.replace("\nB\n", "\nnew\n")

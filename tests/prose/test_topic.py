"""What a post is mainly about."""

from __future__ import annotations

from healthlint.prose.topic import HEADING, TEXT, TITLE, Topic


def test_the_name_in_the_title_outweighs_a_comparator() -> None:
    topic = Topic([("Ketamine", TITLE), ("ketamine infusions", TEXT), ("SSRIs", TEXT), ("SSRI", TEXT)])
    assert topic.has("ketamine")
    assert not topic.has("SSRIs")


def test_longer_forms_count_as_the_shortest() -> None:
    topic = Topic([("IV ketamine infusions", HEADING), ("ketamine", TEXT), ("lithium", TEXT)])
    assert topic.has("IV ketamine infusions")
    assert topic.has("ketamine")
    assert not topic.has("lithium")


def test_two_main_names() -> None:
    topic = Topic([("ginger", TITLE), ("turmeric", TITLE), ("aspirin", TEXT)])
    assert topic.has("ginger")
    assert topic.has("turmeric")
    assert not topic.has("aspirin")


def test_a_list_of_many_has_no_main_name() -> None:
    topic = Topic([(name, TEXT) for name in ("zinc", "iron", "ginger", "garlic", "kelp", "mint")])
    assert topic.has("mint")


def test_nothing_named() -> None:
    assert not Topic([]).has("ginger")

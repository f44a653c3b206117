"""Pieces of the report: places, items, and what is recommended, answered and promised."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

Box = tuple[float, float, float, float]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Place(_Model):
    """Where something stands: offsets into the page's text as read, box in points.

    A Word or HTML file has no pages: `page` is null and offsets count in the whole text as read.
    """

    page: int | None
    start: int
    end: int
    bbox: Box | None


class Item(_Model):
    """A lettered, numbered or bulleted item; `tail` is text that goes on after its list."""

    id: str
    label: str
    text: str
    items: list[Item]
    tail: str | None
    footnotes: list[str]
    source: list[Place] = []


class Action(_Model):
    """One thing that a recommendation asks for."""

    verb: str
    text: str


class Answer(_Model):
    """What a State said of a recommendation in an addendum: its symbol, and a paragraph there."""

    symbol: str | None
    paragraph: str
    text: str | None


class Topic(_Model):
    """What a recommendation is about: `id` of a heading, its `name`, the words that tell it."""

    id: str
    name: str
    evidence: str


class Recommendation(_Model):
    """A recommendation; `paragraph` is the id of the paragraph or item that holds it.

    `position` is what the report says, `final_position` what the State's answer in an addendum
    adds to it. `sdg_evidence` has the words that tell each of `sdgs`, `action_evidence` those
    that tell the category.
    """

    id: str
    number: str | None
    paragraph: str
    section: str | None
    text: str
    items: list[Item]
    addressees: list[str]
    modality: str | None
    states: list[str]
    position: str | None
    actions: list[Action] = []
    final_position: str | None = None
    response: Answer | None = None
    sdgs: list[int] = []
    sdg_evidence: list[str] = []
    topics: list[Topic] = []
    action_category: int | None = None
    action_evidence: str | None = None
    source: list[Place] = []


class Response(_Model):
    """What a State says of a recommendation, by its number; `paragraph` is an id."""

    recommendation: str
    position: str | None
    comment: str | None
    paragraph: str


class Commitment(_Model):
    """A voluntary commitment; `paragraph` is the id of the paragraph or item that holds it.

    `text` is that of this node; items below it stand there.
    """

    id: str
    number: str | None
    paragraph: str
    section: str | None
    text: str

"""Posts for measurements: own sentences, shuffled with a fixed seed; healthlint flags some of them."""

from __future__ import annotations

import random
from pathlib import Path

_PLAIN = """
The clinic opens at eight and closes when the last visitor has left.
Most people notice the change after a walk or a good night.
Bring a list of the medicines that you take, with the times of day.
A nurse measures blood pressure, pulse and weight before the visit.
Sleep, food and company matter more than any single number on a chart.
The leaflet explains how to store the tablets and what to do after a missed one.
Symptoms often come and go, which makes them hard to describe.
Water, tea and soup all count towards what you drink in a day.
Ask how the results will be sent, and whom to call with a question.
Our garden has grown too large for one person with a bad knee.
The recipe needs two onions, a handful of lentils and half an hour.
Stretching for ten minutes in the morning is a habit that lasts.
""".strip().splitlines()
_LOUD = """
This tea cures diabetes and works for everyone.
Studies show that 87% of patients feel better within days.
It is completely safe and has no side effects.
Doctors agree that nothing works better than our program.
""".strip().splitlines()


def post(size: int, seed: int) -> str:
    """A Markdown post of about so many bytes."""
    dice = random.Random(seed)  # noqa: S311 - no secret
    parts = [f"---\ntitle: A post about everyday health, number {seed}\nauthor: Sam Doe\n---\n\n# Everyday health\n"]
    length = 0
    while length < size:
        sentences = dice.choices(_PLAIN, k=dice.randint(2, 5))
        if dice.random() < 0.15:
            sentences.append(dice.choice(_LOUD))
        part = " ".join(sentences)
        form = dice.random()
        if form < 0.1:
            part = f"## {dice.choice(_PLAIN).rstrip('.')}\n\n{part}"
        elif form < 0.25:
            part = "\n".join(f"- {sentence}" for sentence in sentences)
        elif form < 0.3:
            part = part.replace("clinic", "[clinic](https://example.org/clinic)")
        parts.append(part)
        length += len(part) + 2
    return "\n\n".join(parts) + "\n"


def write(folder: Path, count: int, size: int = 5_000) -> list[Path]:
    """So many posts of about so many bytes each."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{number:05}.md" for number in range(count)]
    for number, path in enumerate(paths):
        path.write_text(post(size, number), encoding="utf-8")
    return paths

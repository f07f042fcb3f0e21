"""Old posts of a clinic that never was, made by machine: the same ones every time."""

from __future__ import annotations

import random
from pathlib import Path

SEED = 2026

TOPICS = {
    "asthma": ("an inhaler", "the airways"),
    "back pain": ("physiotherapy", "the spine"),
    "eczema": ("a cortisone cream", "the skin"),
    "gout": ("allopurinol", "the joints"),
    "hay fever": ("a nasal spray", "the nose"),
    "high blood pressure": ("an ACE inhibitor", "the arteries"),
    "insomnia": ("sleep training", "the brain"),
    "migraine": ("a triptan", "the nerves"),
    "osteoarthritis": ("exercise", "the knees"),
    "reflux": ("an acid blocker", "the stomach"),
    "tinnitus": ("sound therapy", "the inner ear"),
    "type 2 diabetes": ("metformin", "the pancreas"),
}
"""Illnesses, each with a treatment and the part of the body where it is felt."""

PLAIN = (
    "Patients often come to us with {illness} after months of waiting.",
    "It has to do with {organ}, and it comes and goes.",
    "Ask your doctor before you begin with {treatment}.",
    "Most people notice the first symptoms in the evening.",
    "We look at {organ} first, and we take our time for it.",
    "{Treatment} can help, and it does not help everyone.",
    "Keep a diary of the symptoms for two weeks, and bring it with you.",
    "The side effects of {treatment} are mild for most people, and a nurse will go through them with you.",
    "Some patients need nothing more than rest.",
    "Bring a list of the medicine that you take.",
)
FLAWED = (
    "Our programme cures {illness} in six weeks.",
    "{Treatment} is 100% safe and has no side effects.",
    "About 80% of our patients are free of {illness} after a year.",
    "Studies show that {treatment} works for three out of four patients.",
    "Say goodbye to {illness} forever with this breakthrough.",
    "It is a miracle for those who suffer from {illness}.",
    "Diabetics and the elderly should come in the morning.",
    "Clinically proven to reverse {illness}.",
    "You can stop taking your medication once you feel better.",
)
LEFT_OVERS = (
    "Spread the love",
    "Your email address will not be published. Required fields are marked *",
    "Leave a Reply",
)
DISCLAIMER = "This post is for general information and is not medical advice."


def write(folder: Path, count: int = 300) -> None:
    """Writes posts, named by year and number, into a folder."""
    chance = random.Random(SEED)  # noqa: S311 - no secret
    for number in range(1, count + 1):
        year = 2009 + number * 15 // count
        post = folder / str(year) / f"{number:03}-{chance.choice(list(TOPICS)).replace(' ', '-')}.md"
        post.parent.mkdir(parents=True, exist_ok=True)
        illness = post.stem.partition("-")[2].replace("-", " ")
        post.write_text(_post(illness, year, chance), encoding="utf-8", newline="\n")


def _post(illness: str, year: int, chance: random.Random) -> str:
    treatment, organ = TOPICS[illness]
    words = {
        "illness": illness,
        "treatment": treatment,
        "Treatment": treatment[0].upper() + treatment[1:],
        "organ": organ,
    }
    paragraphs = []
    for _ in range(chance.randint(3, 6)):
        sentences = chance.sample(PLAIN, 3)
        if chance.random() < 0.4:
            sentences.insert(chance.randint(0, 3), chance.choice(FLAWED))
        paragraphs.append("\n".join(sentences).format(**words))
    if chance.random() < 0.5:
        paragraphs.append(DISCLAIMER)
    if chance.random() < 0.2:
        paragraphs.append(chance.choice(LEFT_OVERS))
    title = f"{illness[0].upper()}{illness[1:]}: what we do"
    month, day = chance.randint(1, 12), chance.randint(1, 28)
    head = f"---\ntitle: '{title}'\ndate: {year}-{month:02}-{day:02}\nauthor: The clinic\n---\n"
    return "\n\n".join([head + f"\n# {title}", *paragraphs]) + "\n"

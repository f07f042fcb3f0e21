"""Posts in other languages are said to be so, and not judged by English words."""

from __future__ import annotations

from pathlib import Path

import pytest

import healthlint
from healthlint.core.rule import Level
from tests.conftest import RULE

OTHERS = {
    "Spanish": "El té de hierbas es muy bueno para la salud y los médicos dicen que se puede tomar con la comida. No es "
    "un medicamento, pero sin duda ayuda a las personas que no duermen bien por la noche cuando hay mucho estrés.",
    "French": "Le thé est une plante que les médecins ne recommandent pas pour tous les patients, mais il peut aider ceux "
    "qui dorment mal. Il faut en parler avec votre médecin avant de le prendre, car les effets sont plus forts le soir.",
    "German": "Der Tee ist nicht für alle Menschen gut, und die Ärzte sagen, dass man ihn mit dem Essen nehmen kann. Er "
    "wird auch in der Nacht von vielen getrunken, die nicht schlafen können, aber er ist kein Mittel gegen die Krankheit.",
    "Portuguese": "O chá de ervas é muito bom para a saúde e os médicos dizem que pode ser tomado com a comida. Não é um "
    "medicamento, mas ajuda as pessoas que não dormem bem de noite quando há muito estresse na sua vida em casa.",
    "Russian": "Травяной чай полезен для здоровья, и врачи говорят, что его можно пить во время еды. Это не лекарство, но "
    "он помогает людям, которые плохо спят ночью, когда в жизни много волнений и забот о семье и работе.",
    "Chinese": "草药茶对健康有好处，医生说可以在吃饭的时候喝。它不是药，但是对晚上睡不好的人有帮助。喝茶以前请先问医生，特别是在您已经服用其他药物的时候。孩子和孕妇不应该喝这种茶。",
}
ENGLISH = {
    "prose": "Herbal tea cures diabetes. It is said to help people who do not sleep well at night when there is a lot of "
    "stress in their life, and doctors at the hospital say that it can be taken with meals by most of their patients.",
    "names": "Acetaminophen 500 mg\n\nIbuprofen 200 mg\n\nNaproxen 220 mg\n\nAspirin 81 mg\n\nMetformin 500 mg twice daily\n\n"
    "Atorvastatin 20 mg nightly, lisinopril 10 mg each morning, levothyroxine 50 mcg fasting, amlodipine 5 mg, sertraline "
    "50 mg, gabapentin 300 mg, omeprazole 20 mg, losartan 50 mg, albuterol two puffs, vitamin D 1,000 IU, zinc 10 mg.",
    "short": "Cura diabetes.",
    "a few words of Spanish": "The word for tea is té in Spanish, and people say that el té cures diabetes and that la salud "
    "es lo primero; it is what grandmothers have told their families for hundreds of years in Mexico and in Spain.",
}


def rules(text: str, path: str = "tea.md") -> set[str]:
    return {found.rule for found in healthlint.lint_text(text, path=path)}


@pytest.mark.parametrize("name", OTHERS)
def test_posts_in_other_languages_are_said_to_be_so(name: str) -> None:
    found = healthlint.lint_text(f"# Cure diabetes\n\n{OTHERS[name]}\n", path="tea.md")

    assert [one.rule for one in found] == ["hygiene/other-language"]
    assert found[0].message == f"The post is in {name}, and was not judged by its words."
    assert found[0].severity == "info"


@pytest.mark.parametrize("name", ENGLISH)
def test_english_is_never_taken_for_another(name: str) -> None:
    assert "hygiene/other-language" not in rules(f"{ENGLISH[name]}\n")


@pytest.mark.parametrize("key", ["lang: es", "language: es-MX", "locale: es_MX", "Lang: Spanish"])
def test_front_matter_says_the_language(key: str) -> None:
    assert rules(f"---\n{key}\n---\n\nTea cures diabetes.\n") == {"hygiene/other-language"}


@pytest.mark.parametrize(
    "key", ["lang: en", "language: en-GB", "locale: en_US", "language: python", "lang: [es, en]", "lang:"]
)
def test_front_matter_that_says_english_or_nothing(key: str) -> None:
    assert "claims/cure" in rules(f"---\n{key}\n---\n\nTea cures diabetes.\n")


@pytest.mark.parametrize(
    ("text", "path", "found"),
    [
        ('<div lang="es">\n\nTea cures diabetes.\n\n<div>\n\nMore tea cures acne.\n\n</div>\n</div>\n', "tea.md", 0),
        ('<div lang="es">\n\nTé.\n\n<div></div></div>\n\nTea cures diabetes.\n', "tea.md", 1),
        ('<p lang="en">Tea cures diabetes.</p>\n', "tea.md", 1),
        ('They say <span lang="fr">cures diabetes</span> of tea.\n', "tea.md", 0),
        ('<section lang="es">\n<p lang="en">Tea cures diabetes.</p>\n</section>\n', "tea.md", 1),
        ('Tea cures diabetes.\n{: lang="es" .big}\n\nTea cures acne.\n', "tea.md", 1),
        ("- Tea\n- Tea **cures diabetes**\n  {: lang=fr}\n\n{: lang=fr}\n", "tea.md", 0),
        ('<html lang="de"><body><p>Tea cures diabetes.</p></body></html>\n', "tea.html", 0),
        ('<html lang="en-US"><body><p>Tea cures diabetes.</p></body></html>\n', "tea.html", 1),
    ],
)
def test_elements_say_the_language(text: str, path: str, found: int) -> None:
    cures = healthlint.load_rules(select=["claims/cure"])

    assert len(healthlint.lint_text(text, path=path, rules=cures)) == found


def test_packs_have_a_language(rulebook: Path) -> None:
    (rulebook / "house" / "pack.yaml").write_text("title: Casa\npurpose: Aquí.\nlanguage: es\n", encoding="utf-8")
    (rulebook / "house" / "cure.yaml").write_text(RULE.replace("{illness}", "colds"), encoding="utf-8")
    own = healthlint.load_rules(rulebook / "house", select=["house"])
    assert [rule.language for rule in own] == ["es"]

    spanish = OTHERS["Spanish"].replace("El té de hierbas es", "El té cures colds y es")
    assert [found.rule for found in healthlint.lint_text(spanish, rules=own)] == ["house/cure"]
    assert not healthlint.lint_text(f"{ENGLISH['prose']} It cures colds.", rules=own)


def test_the_language_of_a_pack_is_known(rulebook: Path) -> None:
    (rulebook / "house" / "pack.yaml").write_text("title: Casa\npurpose: Aquí.\nlanguage: spanisch\n", encoding="utf-8")

    with pytest.raises(healthlint.HealthlintError, match="unknown language 'spanisch'"):
        healthlint.load_rules(rulebook / "house")


def test_real_posts_in_english_are_not_taken_for_others(shared: Path) -> None:
    rules = healthlint.load_rules(select=["hygiene/other-language"])
    assert [rule.level for rule in rules] == [Level.RECOMMENDED]
    found = []
    for folder in ("posts", "speed", "not-health"):
        for path in sorted((shared / "corpus" / folder).rglob("*")):
            if path.suffix in (".md", ".mdx", ".txt"):
                text = path.read_bytes().decode("utf-8-sig", "replace")
                found += [(path.name, one.message) for one in healthlint.lint_text(text, path=path.name, rules=rules)]
    assert found == []

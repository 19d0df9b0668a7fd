"""The look as data: every word of the vocabulary has its sign, settings and style agree, texts are readable."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from graph.ontology import load_ontology
from graph.ui.theme import style_sheet

PROJECT = Path(__file__).resolve().parent.parent
SETTINGS = tomllib.loads((PROJECT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
TOKENS = dict(re.findall(r"--(\w+): light-dark\(([^)]+)\)", style_sheet()))
READABLE = 4.5  # WCAG AA, normal text


def token(name: str, theme: str) -> str:
    return TOKENS[name].split(", ")[("light", "dark").index(theme)]


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_every_kind_family_type_and_status_has_its_sign() -> None:
    sheet, ontology = style_sheet(), load_ontology()
    for kind in ontology.kinds:
        assert f".gl-{kind},.st-key-kind-{kind}{{--fill:light-dark(" in sheet
    for family in ontology.families:
        assert re.search(rf"\.fam-{family},\.st-key-family-{family}[,{{]", sheet)
    for relation in ontology.relations:
        assert f".st-key-relation-{relation}" in sheet
    for status in ontology.statuses:
        assert f".ln-{status},.st-key-status-{status}{{--stroke-style:url(" in sheet


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_texts_are_readable_on_page_and_panel(theme: str) -> None:
    for ink in ("ink", "ink2", "ink3", "accent"):
        for ground in ("bg", "panel"):
            assert contrast(token(ink, theme), token(ground, theme)) >= READABLE, (ink, ground)
    assert contrast(token("ink", theme), token("mark", theme)) >= READABLE
    for family in load_ontology().families.values():
        assert contrast(family.text[theme == "dark"], token("bg", theme)) >= READABLE, family.id


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_settings_carry_the_same_colours(theme: str) -> None:
    settings = SETTINGS["theme"][theme]
    assert settings["backgroundColor"] == token("bg", theme)
    assert settings["secondaryBackgroundColor"] == settings["sidebar"]["backgroundColor"] == token("panel", theme)
    assert settings["textColor"] == token("ink", theme)
    assert settings["primaryColor"] == settings["linkColor"] == token("accent", theme)
    assert settings["borderColor"] == token("line1", theme)


def test_every_font_of_the_settings_is_served_from_here() -> None:
    for face in SETTINGS["theme"]["fontFaces"]:
        folder, _, name = face["url"].rpartition("/")
        assert folder == "app/static"
        assert (PROJECT / "static" / name).is_file()


def test_a_fault_never_shows_its_details() -> None:
    assert SETTINGS["client"]["showErrorDetails"] == "none"
    assert SETTINGS["client"]["toolbarMode"] == "minimal"
    assert SETTINGS["browser"]["gatherUsageStats"] is False


def test_nothing_of_the_look_comes_from_elsewhere() -> None:
    addresses = re.findall(r"url\(\"?([^\")]+)", style_sheet())
    assert addresses
    assert all(address.startswith(("data:image/svg+xml,", "app/static/")) for address in addresses)

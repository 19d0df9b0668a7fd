"""What kind of actor a new name is, by vote of its words and of what stands before and after it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from graph.extraction.first_names import gender_of
from graph.extraction.names import Sighting
from graph.language import Language
from graph.lexicon import Lexicon
from graph.wordlists import grammar
from graph.words import Word, phrase_of, split_words

Votes = defaultdict[str, float]  # kind -> weight
_AGE = re.compile(r"^\s*,\s*\d{2}\s+ans\b")
_WINDOW = 90  # characters looked at on either side
_CERTAIN = 20.0
_LONGEST_NOUN = 4  # words
_ELECTED = 4  # words from the title of an elected person to the bracket


def votes_for(s: Sighting, lexicon: Lexicon, language: Language) -> Votes:
    """What one sighting says for each kind."""
    votes: Votes = defaultdict(float)
    if s.name.form:
        votes[lexicon.actors[s.name.form.actor].kind] += _CERTAIN
    elif s.name.told:
        votes[s.name.told] += _CERTAIN
    else:
        _inside(s, votes, lexicon)
        _before(s, votes, lexicon, language)
        _after(s, votes, lexicon, language)
        if s.hint == "PER":
            votes["person"] += 1.5 if " " in s.name.text else 0.3
        elif s.hint == "ORG":
            votes["company"] += 0.5
    return votes


def total(votes: Iterable[Votes]) -> Votes:
    """The sum of several votes."""
    summed: Votes = defaultdict(float)
    for each in votes:
        for kind, weight in each.items():
            summed[kind] += weight
    return summed


def winner(votes: Mapping[str, float]) -> str:
    """The kind with most votes; a name that nothing speaks for is a company, the most frequent unknown."""
    weighed = {**votes, "company": votes.get("company", 0.0) + 0.8}
    return max(weighed, key=lambda kind: (weighed[kind], kind))


def _inside(s: Sighting, votes: Votes, lexicon: Lexicon) -> None:
    names = lexicon.names
    name = s.name.text
    first, *rest = name.replace("-", " ").split()
    if rest:
        public = first in names.heads["institution"] and first not in names.heads["company"]  # « Haut Conseil »
        for kind, parts in names.parts.items():
            votes[kind] += 3.0 if parts & set(rest) and not (public and kind == "company") else 0.0
    if rest or first in names.lone_heads:
        for kind, heads in names.heads.items():
            votes[kind] += 2.6 if first in heads else 0.0
    digits = any(c.isdigit() for c in name)
    whole_first, *others = name.split()
    if others and gender_of(whole_first.split("-")[0]) is not None:
        house = others[-1] in names.parts["company"]  # « Bolivar Télécom »
        named = whole_first not in names.all_heads and not whole_first.isupper() and not digits and not house
        votes["person"] += 2.8 if named else 0.0
    votes["organisation"] += 3.0 if name.endswith(names.tails) else 0.0
    if rest and rest[-1] in names.law_endings:
        votes["law"] += 5.0  # « Digital Networks Act »
    if rest and rest[-1].lower() in names.versions:
        votes["product"] += 2.5
    if digits:
        votes["product"] += 1.2 if len((rest or [first])[-1]) > 1 else 0.6  # « Cardamine 2 » less surely than « A320 »


def _before(s: Sighting, votes: Votes, lexicon: Lexicon, language: Language) -> None:
    left = split_words(s.text[max(0, s.name.start - _WINDOW) : s.name.start])
    if not left:
        return
    names, last = lexicon.names, left[-1].text
    if last in names.courtesy or (last == "." and len(left) > 1 and left[-2].text in names.dotted_courtesy):
        votes["person"] += 5
        return
    noun, distance = _noun_left(left, lexicon, language)
    if noun == "person" and s.name.text.split()[0] in names.heads["party"]:
        noun = "party"  # « le député Rassemblement écologiste X »
    if noun:
        votes[noun] += 3.2 - 0.3 * distance
    else:
        _before_unknown(s, left, votes, lexicon, language)
    word = last.lower()
    comma = len(left) - (2 if _is_article(left, len(left) - 1, names.articles_of_things) else 1)  # « sa bière, la X »
    if comma > 0 and left[comma].text == "," and (announced := _announced(left[:comma], lexicon)):
        votes[announced] += 1.8
    if word in names.naming and (noun_before := _last_noun(left[-8:-1], lexicon)):
        votes[noun_before] += 3.2  # « sa puce, baptisée X »
    if word in names.families:
        votes["group"] += 6
    if word == "chez":
        votes["company"] += 1.5
    votes["company"] += 3.0 if word in names.signed_by else 0.0
    if word in lexicon.nationality and not noun:
        demonym = last[:1].isupper()  # « l'Américain X » is a person, « l'américain X » a company
        if " " not in s.name.text or not demonym:
            votes["company"] += 2 if " " not in s.name.text else 3
        elif demonym:
            votes["person"] += 2


def _before_unknown(s: Sighting, left: Sequence[Word], votes: Votes, lexicon: Lexicon, language: Language) -> None:
    """Things have an article (« le Dolvexin ») or a noun of their own (« ses tondeuses X »), and are launched."""
    names = lexicon.names
    article = _is_article(left, len(left) - 1, names.articles_of_things)
    acronym = s.name.text.isupper()
    votes["product"] += 0.7 if article and not acronym else 0.0
    place = len(left) - article
    place -= place > 1 and left[place - 1].text.lower() in names.between_launching
    if place > 2 and left[place - 1].text.lower() in lexicon.discourse.calendar:
        place -= 2  # « sortira en octobre X »
    verbs = {phrase_of(left[max(0, place - n) : place]) for n in range(1, _LONGEST_NOUN + 1)}
    launched = 0.0 if verbs.isdisjoint(names.launching) else 0.7
    votes["product"] += launched if verbs.isdisjoint(names.selling) else 1.4
    ordinary = language.is_word(s.name.text.lower())
    votes["product"] += 0.7 if article and not acronym and not ordinary and _of_house(s, lexicon) else 0.0
    votes["product"] += 0.0 if article or acronym else _thing_left(left, lexicon, language)


def _of_house(s: Sighting, lexicon: Lexicon) -> bool:
    """Does « de » and a name that is no place follow: « la Cardamine | de Galvaro »?"""
    right = split_words(s.text[s.name.end : s.name.end + _WINDOW])
    after = 2 if len(right) > 2 and right[1].text in "'’" else 1
    if len(right) <= after or right[0].text not in ("de", "d"):
        return False
    house = right[after].text
    return house[:1].isupper() and house not in lexicon.places


def _thing_left(left: Sequence[Word], lexicon: Lexicon, language: Language) -> float:
    """How surely an unlisted noun before the name names a thing: « ses tondeuses X » more than « la tondeuse X »."""
    names = lexicon.names
    for k in range(len(left) - 1, max(0, len(left) - 4), -1):
        word = left[k].text
        if not (word.isalpha() and word.islower() and language.is_word(word)):
            return 0.0
        if word in names.no_things or word in lexicon.roles or word in names.function_words:
            return 0.0
        opener = left[k - 1].text.lower()
        if opener in names.owners_of_things:
            return 1.5
        if _is_article(left, k - 1, names.articles_of_things):
            return 1.0
        if not language.is_adjective(word) and word not in lexicon.nationality:
            return 0.0
    return 0.0


def _is_article(left: Sequence[Word], k: int, articles: frozenset[str]) -> bool:
    """Is left[k] an article? An apostrophe is one after « l »: « d'X », « qu'X », « c'est X » tell nothing."""
    word = left[k].text
    return word.lower() in articles and (word not in "'’" or (k > 0 and left[k - 1].text.lower() == "l"))


def _announced(left: Sequence[Word], lexicon: Lexicon) -> str:
    """« son modèle maison, X »: kind told by the noun before the comma, if « son », « un » opens its phrase."""
    if left[-1].text == "maison" and _kind_ending(left, len(left) - 2, lexicon) == "product":
        return "product"  # « l'application maison, X »
    for k in range(len(left) - 1, max(0, len(left) - 6), -1):
        if left[k].text[:1].isupper():
            return _announced_of(left, k, lexicon)  # « sa bouilloire Ozarine, X vise … »: the noun has its name
        noun = lexicon.nouns.get(left[k].text.lower())
        if noun is not None and left[k - 1].text.lower() in lexicon.names.announcing:
            return noun.kind
    return ""


def _announced_of(left: Sequence[Word], k: int, lexicon: Lexicon) -> str:
    """« le nouveau modèle de la start-up Y, X », Y at left[k]: « product » if the noun of a thing is Y's; else ''."""
    of = next((j for j in range(k - 1, max(0, k - 5), -1) if left[j].text.lower() in ("de", "du", "d")), 0)
    noun = lexicon.nouns.get(left[of - 1].text.lower()) if of > 1 else None
    opener = left[of - 2].text.lower() if noun is not None and noun.kind == "product" else ""
    return "product" if opener in lexicon.names.announcing or opener in ("le", "la", "'", "’") else ""


def _last_noun(left: Sequence[Word], lexicon: Lexicon) -> str:
    """Kind told by the last describing noun of these words, '' if there is none."""
    kinds = [noun.kind for w in left if (noun := lexicon.nouns.get(w.text.lower())) is not None]
    return kinds[-1] if kinds else ""


def _noun_left(left: Sequence[Word], lexicon: Lexicon, language: Language) -> tuple[str, int]:
    """Kind told by the noun right before the name ('' for none), and how many adjectives stand between."""
    last = len(left) - 1
    if left[last].text in '«"“' and last:
        last -= 1
    for skipped, k in enumerate(range(last, max(-1, last - 4), -1)):
        kind = _kind_ending(left, k, lexicon)
        told = _told_by_head(left, k, lexicon, language) if kind in ("", "product") else ""
        if told:
            return told, skipped + 1  # « fabricant de vélos X », « logiciel de paie X »
        if kind:
            return kind, skipped
        word = left[k].text.lower()
        if not (language.is_adjective(word) or word in lexicon.nationality or word == "-"):
            break
    return "", 0


def _told_by_head(left: Sequence[Word], k: int, lexicon: Lexicon, language: Language) -> str:
    """Kind told by the noun whose complement ends at left[k]: « fabricant lyonnais de puces de calcul »."""
    head = _before_complement(left, k, lexicon)
    while head > 0 and (left[head].text in lexicon.nationality or language.is_adjective(left[head].text)):
        if _kind_ending(left, head, lexicon):
            break
        head -= 1
    if head < 0:
        return ""
    told = _kind_ending(left, head, lexicon)
    return told if told not in ("", "product") else _told_by_head(left, head, lexicon, language) or told


def _kind_ending(left: Sequence[Word], k: int, lexicon: Lexicon) -> str:
    """Kind told by the describing noun whose last word is left[k], '' if there is none."""
    for n in range(min(_LONGEST_NOUN, k + 1), 0, -1):
        phrase = phrase_of(left[k - n + 1 : k + 1])
        plural = phrase.endswith(("s", "x"))
        noun = lexicon.nouns.get(phrase) or (lexicon.nouns.get(_singular(phrase)) if plural else None)
        if _persons_role(phrase.removeprefix("ex-"), noun is not None, lexicon):
            return "person"
        if noun is not None:
            return noun.kind
        if phrase in lexicon.names.things or _singular(phrase) in lexicon.names.things:
            return "product"
    return ""


def _before_complement(left: Sequence[Word], k: int, lexicon: Lexicon) -> int:
    """Index of the noun that « de paie », « à frelons », « en poudre » ending at left[k] goes with; -1 if none."""
    names = lexicon.names
    if left[k].text.lower() in names.function_words or left[k].text in "'’":
        return -1
    for at in range(k - 1, max(0, k - 3), -1):
        link = left[at].text.lower()
        if link in ("'", "’") and at > 1 and left[at - 1].text.lower() == "d":
            return at - 2
        if link in names.before_complement:
            return at - 1
        if link in names.articles_of_things:
            return _sector_head(left, at, lexicon)
    return -1


def _sector_head(left: Sequence[Word], at: int, lexicon: Lexicon) -> int:
    """« le champion danois de l'éolien X », « le géant du luxe X »: the noun for a house, no thing; -1 if none."""
    contracted = ("du", "des")
    k = at if left[at].text.lower() in contracted else at - 1 - (left[at].text in "'’")
    if k < 1 or left[k].text.lower() not in (*contracted, "de"):
        return -1
    words = lexicon.discourse
    for head in range(k - 1, max(-1, k - 3), -1):
        word = left[head].text.lower()
        if word in words.generic or word in words.giants or word in words.small:
            return head
        if word not in lexicon.nationality:
            return -1
    return -1


def _singular(phrase: str) -> str:
    return " ".join(w[:-3] + "al" if w.endswith("aux") else w.rstrip("sx") for w in phrase.split())


def _persons_role(phrase: str, also_noun: bool, lexicon: Lexicon) -> bool:
    """Is this a function of persons, rather than a word that describes bodies too?"""
    role = lexicon.roles.get(phrase)
    return role is not None and not role.firms_too and not (also_noun and role.weight < 0.8)


def _after(s: Sighting, votes: Votes, lexicon: Lexicon, language: Language) -> None:
    tail = s.text[s.name.end : s.name.end + _WINDOW]
    if _AGE.match(tail):
        votes["person"] += 4
        return
    right = split_words(tail)
    opener = right[0].text if right else ""
    told = _apposition(right, lexicon, language) if opener in (",", "(") else ""
    if told == "institution" and any(c.isdigit() for c in s.name.text):
        told = "product"  # « le X-40, un contrôleur de moteur »
    if told:
        votes[told] += 3 if told == "person" else 2.5
        return
    complement = s.text[: s.name.start].endswith((" de ", "d'", "d’"))  # « la maladie de Crohn mis au point par »
    votes["product"] += 1.6 if _made(right, lexicon) and not complement else 0.0
    parties = lexicon.names.party_words
    bracketed = s.text[: s.name.start].rstrip().endswith("(") and tail[:1] == ")"
    if bracketed and (s.name.text in parties or _after_elected(s, lexicon)):
        votes["party"] += 4
    if opener == "(" and len(right) > 1 and right[1].text in parties:
        votes["person"] += 2.5


def _after_elected(s: Sighting, lexicon: Lexicon) -> bool:
    """« le sénateur X (Y) »: does the title of an elected person stand before the bracket of the name?"""
    left = split_words(s.text[max(0, s.name.start - _WINDOW) : s.name.start - 1])
    roles = (lexicon.roles.get(w.text.lower()) for w in left[-_ELECTED:])
    return any(role is not None and role.relation == "member_of" and role.target for role in roles)


def _apposition(right: Sequence[Word], lexicon: Lexicon, language: Language) -> str:
    """Kind told by « X, PDG de … », « X, l'éditeur … », « X (groupe …) »; '' if none."""
    names = lexicon.names
    for k in range(1, min(len(right), 6)):
        for n in range(_LONGEST_NOUN, 0, -1):
            phrase = phrase_of(right[k : k + n])
            bare = phrase.removeprefix("ex-")
            owned = k > 1 and right[k - 1].text.lower() in names.owned_roles
            if not owned and _persons_role(bare, bare in lexicon.nouns, lexicon):
                return "person"
            thing = k > 1 and phrase in names.things
            if (phrase in lexicon.nouns or thing) and not _no_title(right, k, k + n, lexicon):
                if phrase == "chaîne" and any(w.text.lower() in names.shops for w in right[k : k + 6]):
                    return "company"
                return lexicon.nouns[phrase].kind if phrase in lexicon.nouns else "product"
        word = right[k].text.lower()
        if word not in names.opening_title and not language.is_adjective(word) and word not in lexicon.nationality:
            break
    return ""


def _no_title(right: Sequence[Word], start: int, end: int, lexicon: Lexicon) -> bool:
    """Is the noun a name's own (« Redwick, le jeu | Cendres ») or a verb (« Pomélie, | ferme son usine »)?"""
    following = right[end].text if end < len(right) else ""
    verb = start == 1 and following.lower() in lexicon.names.owned_openers
    return verb or following[:1].isupper()


def _made(right: Sequence[Word], lexicon: Lexicon) -> bool:
    """Does « a été conçu par », « , développé par », « sera commercialisé » follow the name?"""
    k = 1 if right and right[0].text == "," else 0
    start = k
    while k < min(len(right), start + 3) and right[k].text.lower() in lexicon.names.before_made:
        k += 1
    if phrase_of(right[k : k + 4]) in lexicon.names.launching:
        return True  # « mis au point par »
    if k + 1 >= len(right) or (word := right[k].text.lower().rstrip("s")) not in lexicon.names.made_things:
        return False
    undergone = any(w.text.lower() not in grammar().avoir for w in right[start:k])  # « a conçu » is what a maker does
    return undergone or right[k + 1].text.lower() in ("par", "chez") or word in lexicon.names.sold_things

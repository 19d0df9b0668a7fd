"""Phrases that refer to an actor without its name: « la start-up lyonnaise », « ce dernier », « elle », « l' »."""

from __future__ import annotations

from graph.extraction.clause import governor, reporters, subject_entities
from graph.extraction.describing import Description, meant_by
from graph.extraction.entities import BODIES
from graph.extraction.nouns import as_listed, noun_at
from graph.extraction.reading import Reading
from graph.extraction.refs import Ref
from graph.extraction.verbs import acts_as_verb
from graph.lexicon import Noun
from graph.syntax import Text, Token
from graph.wordlists import grammar

_LAW_HOLDS = 4  # sentences that « sa proposition », « une loi « … » » may mean the law spoken of
_TWO_HOLD = 2  # sentences that « tous deux » may mean those told of
_TO_ROLE = 6  # tokens from « elle » to the function that she has
_GROUP = Noun("groupe", "company", "m")  # what « l'américain » leaves out


def phrase_at(reading: Reading, i: int, end: int) -> Ref | None:
    """The description or pronoun that opens at token i, in a sentence up to ``end``, if whom it means is clear."""
    token, words = reading.tokens[i], grammar()
    if token.lower in words.pairs and (two := _two(reading, i, end)) is not None:
        return two
    if token.lower in words.definite and token.pos != "PRON" and not _is_clitic(reading.text, i):
        return _description(reading, i, end)
    if token.lower in ("un", "une"):
        return _praised(reading, i, end)
    if token.lower in words.possessives and token.pos != "PRON":
        return _own_law(reading, i, end)
    if token.lower in words.subject_pronouns:
        return _pronoun(reading, i, end)
    if token.lower in words.articles and _is_clitic(reading.text, i):
        verbs = {i + 1, token.head, reading.tokens[token.head].head}  # « le Sénat doit encore le valider »
        banned = set[int]().union(*(subject_entities(reading, verb) for verb in verbs))
        tested = not reading.lexicon.discourse.done_to_things.isdisjoint(reading.tokens[i + 1].verbs)
        keys = reading.discourse.clitic(banned, tested)
        return Ref(i, i, i, keys, "clitic", i, 0.75) if keys else None
    return None


def _praised(reading: Reading, i: int, end: int) -> Ref | None:
    """« défend | une entreprise | « exemplaire » », « juge | un texte | « flou » »: whom or what words tell of."""
    hit = noun_at(reading.text, i + 1, reading.lexicon) if i + 1 < end else None
    last = i + hit[1] if hit is not None else i
    quoted = reading.text.word(last + 1) == "«" and last + 2 < end and reading.tokens[last + 2].name < 0
    house = reading.discourse.house
    if hit is not None and hit[0].kind == "law" and reading.text.word(last + 1) == "«":
        laws = reading.discourse.only("law")
        return Ref(i, last, last, laws, "description", last, 0.8) if laws else None
    if hit is None or hit[0].kind != "company" or not quoted or not house:
        return None
    return Ref(i, last, last, house, "description", last, 0.75)


def _two(reading: Reading, i: int, end: int) -> Ref | None:
    """« | Tous deux | fondent X », « | les deux amis | créent X »: the two persons last told of."""
    k = i + 1 + (reading.text.word(i + 1) in ("les",))
    if reading.text.word(k) != "deux" or k + 1 >= end or reading.quoted[i]:
        return None
    noun = reading.text.word(k + 1) in reading.lexicon.discourse.duos
    last = k + noun
    if not noun and (reading.text.word(i) == "les" or not reading.tokens[last + 1].finite):
        return None
    discourse = reading.discourse
    told = sorted(
        (s.order, e)
        for e, s in discourse.seen.items()
        if discourse.entities[e].kind == "person" and discourse.sentence - s.sentence <= _TWO_HOLD
    )
    keys = tuple(e for _, e in told)
    return Ref(i, last, last, keys, "description", last, 0.8) if len(keys) == 2 else None


def _own_law(reading: Reading, i: int, end: int) -> Ref | None:
    """« défend | sa proposition de loi | », « vante son texte »: the law just spoken of, if no subject follows it."""
    hit = noun_at(reading.text, i + 1, reading.lexicon) if i + 1 < end else None
    bill = reading.text.word(i + 1) == "proposition"
    if not bill and (hit is None or hit[0].kind != "law"):
        return None
    laws, last = reading.discourse.latest({"law"}, 1 if bill else _LAW_HOLDS), i + (hit[1] if hit is not None else 1)
    named = any(t.name >= 0 for t in reading.tokens[last + 1 : min(end, last + 4)])
    told = reading.text.word(last + 1) in grammar().of or reading.text.word(last + 1) == "sur"
    return Ref(i, last, last, laws, "description", last, 0.75) if laws and not (named or told) else None


def _is_clitic(text: Text, i: int) -> bool:
    """Is « l' », « le », « la » at i an object pronoun: « l'utilisent », « la rachète »?"""
    after = text.tokens[i + 1] if i + 1 < len(text.tokens) else None
    if after is None or after.name >= 0 or text.word(i) == "les":
        return False
    k = i - 1
    while k > 0 and text.tokens[k].pos == "ADV":  # « doit encore le valider »
        k -= 1
    before = text.tokens[k] if i else None
    if before is not None and (before.pos in ("ADP", "DET") or before.lower in ("à", "de", "dans", "sur")):
        return False
    infinitive = after.lower in after.verbs and before is not None and bool(before.verbs)
    return (after.finite or infinitive) and after.pos in ("VERB", "AUX") and bool(after.verbs)


def _pronoun(reading: Reading, i: int, end: int) -> Ref | None:
    token = reading.tokens[i]
    if (token.lower in ("il", "-il") and _impersonal(reading, i, end)) or _emphatic(reading.text, i):
        return None
    if (taken_up := _taken_up(reading, i)) is not None:
        return Ref(i, i, i, taken_up.entities, "pronoun", i, 0.9)
    banned = reporters(reading, i)
    if reading.text.word(i - 1) == "où" and (place := reading.table.ending(i - 2 - (reading.text.word(i - 2) == ","))):
        banned |= set(place.entities)  # « chez X, où elle dirigeait … »: she is not X
    if _holds_post(reading, i):
        discourse = reading.discourse
        banned |= {key for key in discourse.seen if discourse.entities[key].kind != "person"}
    keys = reading.discourse.pronoun(token, banned, reading.quoted[i])
    return Ref(i, i, i, keys, "pronoun", i, 0.8) if keys else None


def _emphatic(text: Text, i: int) -> bool:
    """« La concurrence, | elle |, ne dort pas », « restera | elle | aussi »: does it only stress another subject?"""
    word, after = text.word(i), text.word(i + 1)
    if word not in grammar().aside_pronouns or i == text.start_of(i):
        return False
    return (text.word(i - 1) == "," and after == ",") or after in ("aussi", "non")


def _taken_up(reading: Reading, i: int) -> Ref | None:
    """« Quant à X, | elle | soutient … »: the pronoun takes up whom the sentence opens on."""
    text = reading.text
    start = text.start_of(i)
    if text.word(start) != "quant" or text.word(i - 1) != ",":
        return None
    ref = reading.table.ending(i - 2)
    return ref if ref is not None and ref.first <= start + 2 else None


def _holds_post(reading: Reading, i: int) -> bool:
    """« elle | était jusqu'ici directrice », « il | préside »: only a person does."""
    copulas = reading.lexicon.discourse.role_copulas
    for role in reading.roles:
        if i < role.first <= i + _TO_ROLE:
            between = reading.tokens[i + 1 : role.first]
            return any(not copulas.isdisjoint(t.verbs) for t in between) and all(t.name < 0 for t in between)
    return False


def _impersonal(reading: Reading, i: int, end: int) -> bool:
    """« il faut », « il s'agit », « il y a »."""
    ahead = reading.tokens[i + 1 : min(end, i + 5)]
    impersonal = grammar().impersonal_verbs
    return (
        (reading.tokens[i].dep.startswith("expl") and not _holds_post(reading, i))
        or any(not impersonal.isdisjoint(t.verbs) for t in ahead)
        or any(t.lower == "y" for t in ahead[:2])
    )


def _description(reading: Reading, i: int, end: int) -> Ref | None:
    """« la start-up lyonnaise », « les deux groupes », « ce dernier », « l'américain »: the phrase that i opens."""
    tokens, words = reading.tokens, grammar()
    first = i + (tokens[i].lower in words.contracted and i + 1 < end)
    if tokens[i].lower in ("ce", "cette") and i + 1 < end and tokens[i + 1].lower in words.last:
        bare = i + 2 == end or tokens[i + 2].pos not in ("NOUN", "PROPN")  # « sur ce dernier le 15 mai »
        if bare and noun_at(reading.text, i + 2, reading.lexicon) is None:
            return _this_last(reading, i, i + 1)
    k = _noun_start(reading, i, end)
    if k < end and tokens[k].lower in words.last:
        return _this_last(reading, i, k)
    if (one := _one_of_two(reading, i, end)) is not None:
        return one
    if k > i + 1 and tokens[k - 1].lower in words.last and tokens[i].lower in ("ce", "cette"):
        return _this_last(reading, i, k - 1)
    hit = noun_at(reading.text, k, reading.lexicon) if k < end else None
    relational = reading.lexicon.discourse.relational
    if hit is None:
        role = any(r.noun_at <= k <= r.last for r in reading.roles)
        return _carried_on(reading, i, k, "person", end) if role else _nationality(reading, i, first, end)
    noun, length = hit
    if noun.kind == "person" and _is_title(reading, i, k + length, end):
        return _carried_on(reading, i, k, "person", end)
    last = _past_adjectives(reading, k + length - 1, end)
    two = reading.text.find(range(i + 1, k), "deux") is not None
    if last + 1 < end and (tokens[last + 1].name >= 0 or tokens[last + 1].lower == "«"):
        return None  # a title: the name follows
    if tokens[i].lower == "des" and not two:
        return None
    place, tail = _place_after(reading, last, end, noun.kind == "product")
    if tail is None:
        return _carried_on(reading, i, k, noun.kind, end) if noun.text in relational else None
    inner = (*tokens[i + 1 : k], *tokens[k + length : last + 1])
    description = Description(
        noun,
        tuple(dict.fromkeys(t.lower for t in inner)),
        place,
        tokens[i].lower in words.plural_definite,
        two or noun.text in reading.lexicon.discourse.partners,
        frozenset(subject_entities(reading, governor(reading.text, k)) | reporters(reading, i))
        | _possessed(reading, first),
    )
    keys, sure = _meant(reading, description, k, tail, end)
    return Ref(first, tail, k, keys, "description", tail, sure) if keys else None


def _possessed(reading: Reading, first: int) -> frozenset[int]:
    """« A et B, les actionnaires de | l'opérateur »: what is theirs is not they."""
    at = first - 1
    if first > 0 and reading.tokens[first].lower not in grammar().contracted_articles:
        if reading.tokens[at].lower not in ("de", "d'", "des"):
            return frozenset()
        at -= 1
    ref = reading.table.ending(at) if at >= 0 else None
    return frozenset(ref.entities) if ref is not None else frozenset()


def _noun_start(reading: Reading, i: int, end: int) -> int:
    """Past the adjectives and numerals after the article at i."""
    k = i + 1
    while k < min(end, i + 4) and noun_at(reading.text, k, reading.lexicon) is None:
        token = reading.tokens[k]
        if token.pos not in ("ADJ", "NUM", "DET") and token.lower not in grammar().adjectives_before_nouns:
            break
        k += 1
    return k


def _is_title(reading: Reading, i: int, after: int, end: int) -> bool:
    """Is the noun of persons an apposition (« X, le patron ») or a function (« le patron de X »), and no reference?"""
    beside = reading.table.ending(i - 2) if i > 1 and reading.tokens[i - 1].lower == "," else None
    if beside is not None and reading.is_person(beside):
        return True
    return after < end and reading.tokens[after].lower in grammar().of


def _carried_on(reading: Reading, i: int, k: int, kind: str, end: int) -> Ref | None:
    """« X expose à Lyon. La créatrice de Y … », « La filiale de Y … »: who the sentence before was about, alone."""
    tokens, discourse = reading.tokens, reading.discourse
    told = not reading.quoted[i] and _tells(reading, i)  # « …», a promis | la fondatrice de Y |. »
    if reading.quoted[i] or not (told or i == reading.text.start_of(i)):
        return None
    verb = next((j for j in range(k + 1, end) if tokens[j].conjugated and acts_as_verb(reading.text, j)), end)
    named = {reading.named[t.name] for t in tokens[k:verb] if t.name >= 0}
    again = kind == "person" and not named and not told  # « X grimaçait. Le ministre des Transports a … »
    if (verb == end and not told) or not (named or again) or any(reading.kind(e) == "person" for e in named):
        return None
    last = [(e, s) for e, s in discourse.seen.items() if s.sentence == discourse.sentence - 1 and not s.quoted]
    subjects = [e for e, s in last if s.subject]
    if kind == "person":
        subjects = [e for e, s in last if discourse.entities[e].kind == "person" and (s.subject or not again)]
    if len(subjects) != 1 or subjects[0] in named:
        return None
    entity = discourse.entities[subjects[0]]
    gender = {"le": "m", "cet": "m", "ce": "m", "la": "f", "cette": "f"}.get(tokens[i].lower, "")
    if entity.kind != kind or (kind == "person" and gender and entity.gender and gender != entity.gender):
        return None
    return Ref(i, k, k, (entity.key,), "description", k, 0.8)


def _tells(reading: Reading, i: int) -> bool:
    """Does token i open the inverted subject of a verb of saying, right after a quotation?"""
    saying, k = reading.lexicon.discourse.saying, i - 1
    if k < 1 or saying.isdisjoint(reading.tokens[k].verbs):
        return False
    return any(t.lower in ("»", "”", '"') for t in reading.tokens[max(0, k - 4) : k])


def _past_adjectives(reading: Reading, last: int, end: int) -> int:
    """Last token of the adjectives and nationalities after the noun that ends at ``last``, three at most."""
    for k in range(last + 1, min(end, last + 4)):
        token = reading.tokens[k]
        clitic = token.lower in grammar().clitics
        if token.name >= 0 or clitic or (token.pos != "ADJ" and token.lower not in reading.lexicon.nationality):
            return k - 1
    return min(end - 1, last + 3)


def _meant(reading: Reading, description: Description, k: int, tail: int, end: int) -> tuple[tuple[int, ...], float]:
    """Entities that the description with its noun at k and its last token ``tail`` means, and how sure."""
    known = reading.lexicon.descriptions.get(as_listed(reading.tokens[k : tail + 1]))
    noun, discourse = description.noun, reading.discourse
    if noun.kind == "product" and _owned(reading, tail, end):
        return discourse.latest({"product"}, 0, description.banned), 0.8
    if known:
        return discourse.known_entity(known), 0.95
    bought = len(discourse.deal) == 2 and discourse.focus == discourse.deal[1]
    if bought and noun.text in reading.lexicon.discourse.buyers:
        return discourse.deal[:1], 0.85
    keys = meant_by(description, discourse)
    if not keys and noun.kind == "government":
        keys = _government(reading, description)
    return keys, 0.82


def _owned(reading: Reading, tail: int, end: int) -> bool:
    """« l'assistant de X »: does a name follow that owns what is described?"""
    owned = tail + 2 < end and reading.tokens[tail + 1].lower in ("de", "d'", "du")
    return owned and any(t.name >= 0 for t in reading.tokens[tail + 2 : tail + 4])


def _government(reading: Reading, description: Description) -> tuple[int, ...]:
    """« le gouvernement », « l'exécutif »: of the country named, else the French one."""
    places = [reading.lexicon.nationality.get(a, "") for a in description.adjectives]
    country = next((place for place in places if len(place) == 2), "FR")
    name = reading.lexicon.governments.get(country)
    return reading.discourse.known_entity(name) if name else ()


def _this_last(reading: Reading, i: int, last: int) -> Ref | None:
    """« ce dernier », « la dernière »: whoever was seen last, of that gender if a person; a person who speaks."""
    discourse = reading.discourse
    other = "m" if reading.tokens[last].lower == "dernière" else "f"
    says = _tells(reading, i)
    recent = sorted(
        ((s.order, k) for k, s in discourse.seen.items() if discourse.sentence - s.sentence <= 1), reverse=True
    )
    doers = subject_entities(reading, governor(reading.text, last))  # « l'Autorité vise cette dernière »
    for _, key in recent:
        if key in doers:
            continue
        entity = discourse.entities[key]
        other_gender = entity.kind == "person" and entity.gender == other
        fits = not other_gender and (not says or entity.kind == "person")
        if fits and (reading.quoted[i] or not discourse.seen[key].quoted):
            return Ref(i, last, last, (key,), "description", last, 0.85)
    return None


def _one_of_two(reading: Reading, i: int, end: int) -> Ref | None:
    """« La première dirige … Le second, parti en 2020, … »: one of the two just told in one list, of its gender."""
    tokens, discourse, words = reading.tokens, reading.discourse, grammar()
    after = tokens[i + 2] if i + 2 < end else None
    if after is None or tokens[i + 1].lower not in words.first_of_two | words.second_of_two:
        return None
    if len(discourse.pair) != 2 or not (after.conjugated or after.lower in (",", "qui", "a", "est")):
        return None
    if any(discourse.sentence - discourse.seen[key].sentence > 2 for key in discourse.pair if key in discourse.seen):
        return None
    entity = discourse.entities[discourse.pair[tokens[i + 1].lower in words.second_of_two]]
    gender = "f" if tokens[i].lower == "la" else "m"
    other = entity.kind == "person" and entity.gender and entity.gender != gender
    return None if other else Ref(i, i + 1, i + 1, (entity.key,), "description", i + 1, 0.85)


def _nationality(reading: Reading, i: int, first: int, end: int) -> Ref | None:
    """« l'américain », « le lyonnais » alone: a company of there."""
    tokens, k = reading.tokens, i + 1
    opened = tokens[i].lower in ("le", "la", "l'", "du", "au")
    if k >= end or not opened or tokens[k].lower not in reading.lexicon.nationality:
        return None
    after = tokens[k + 1] if k + 1 < end else None
    if after is not None and (after.pos in ("NOUN", "PROPN", "ADJ") or after.name >= 0):
        return None
    banned = frozenset(subject_entities(reading, tokens[k].head))
    keys = meant_by(Description(_GROUP, (tokens[k].lower,), banned=banned), reading.discourse)
    return Ref(first, k, k, keys, "description", k, 0.8) if keys else None


def _place_after(reading: Reading, last: int, end: int, product: bool) -> tuple[str, int | None]:
    """(city, last token) for « de Redmond », « basée à Lyon »; (…, None) if a complement makes it another actor."""
    tokens, lexicon = reading.tokens, reading.lexicon
    k = last + 1
    if k + 2 < end and tokens[k].lower in lexicon.discourse.seated:
        return (tokens[k + 2].text, k + 2) if tokens[k + 2].text in lexicon.cities else ("", last)
    if k >= end or tokens[k].lower not in grammar().of:
        return "", last
    if _complement_is_other(reading, k, end):
        return "", None
    following = next(
        (
            t
            for t in tokens[k + 1 : min(end, k + 4)]
            if t.pos not in ("DET", "ADJ") and t.lower not in grammar().articles
        ),
        None,
    )
    if following is not None and following.text in lexicon.cities:
        return following.text, following.i
    return "", None if following is not None and following.name >= 0 and not product else last


def _complement_is_other(reading: Reading, k: int, end: int) -> bool:
    """Does the « de » at k open a complement that makes it another actor: « le groupe de la ministre »?"""
    tokens, lexicon = reading.tokens, reading.lexicon
    ahead = tokens[k + 1 : min(end, k + 5)]
    if any(t.lower != "," and (reading.names_person(t) or _is_role(reading, t)) for t in ahead):
        return True
    named = next((t for t in ahead if t.pos not in ("NOUN", "ADJ")), None)
    if named is not None and named.name >= 0 and named.i > k + 1 and tokens[k].lower in ("de", "d'"):
        return True  # « le fonds d'infrastructures X » is X
    nouns = (lexicon.nouns.get(t.lower) for t in tokens[k : min(end, k + 3)])
    return tokens[k].lower == "du" and any(noun is not None and noun.kind in BODIES for noun in nouns)


def _is_role(reading: Reading, token: Token) -> bool:
    """Is this a word of function, and no verb (« demande de reporter »)?"""
    return token.lower in reading.lexicon.roles and token.pos != "VERB"

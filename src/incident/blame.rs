//! Whose attackers a sentence names: claims go to the incident that their sentence is about, and what later sentences
//! add (a denial, a second source, a name for who was only described) goes to the same one.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;

use crate::extract::entity::EntityKind;
use crate::extract::event::{Phrase, Role};
use crate::record::Stance;
use crate::text::{BlockKind, Span, regex};

use super::attribution::{self, Told};
use super::{Claim, Draft, Story, actor, chosen, denial, described, human, source};

/// What stands between two people who are named in a row.
static LISTED: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"^(?:,? (?:aged )?\(?\d{2}\)?)?(?:,? (?:from|of|in)(?: \p{Lu}[\p{L}'’-]+){1,3})?(?:,|,? and|;|; and) $")
});
/// What begins a clause that says what else an attacker did.
static WHO: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^(?:\s\([^)]*\))?,\s(?:which|who|(?:the|a|an)\s(?:[\p{L}-]+\s){0,4}(?:group|gang|crew|outfit|unit)\s(?:that|which|blamed|accused|behind|also))\b",
    )
});
/// Words of a sentence that names who is accused.
const NAMING: &[&str] =
    &["names", "named", "defendants", "identified", "brothers", "indictment", "conspired", "guilty"];

/// Gives every draft its attackers and who says that they are.
pub(super) fn attackers(story: &Story<'_>, drafts: &mut [Draft], focus: &[Option<usize>]) {
    let mut affiliated: Vec<(usize, usize)> = Vec::new();
    for sentence in 0..story.doc.sentences.len() {
        let told = attribution::claims(story, sentence);
        for at in about(story, drafts, focus, sentence, &told) {
            for Told { claim, affiliation } in &told {
                if drafts[at].victims.contains(&claim.attacker) {
                    continue;
                }
                if *affiliation {
                    affiliated.push((at, claim.attacker));
                }
                if let Some((main, other)) = aside(story, drafts, at, sentence, claim) {
                    // Who speaks in the second clause says nothing of the first.
                    if claim.by != other.by {
                        add(&mut drafts[main], claim.clone());
                    }
                    add(&mut drafts[at], other);
                    continue;
                }
                add(&mut drafts[at], claim.clone());
            }
            if told.is_empty() {
                same_group(story, drafts, at, sentence);
            }
            denial::add(story, &mut drafts[at], sentence);
            agreement(story, &mut drafts[at], sentence);
            accuser(story, &mut drafts[at], sentence);
        }
    }
    actors(story, drafts);
    for (at, draft) in drafts.iter_mut().enumerate() {
        let weak: Vec<usize> = affiliated.iter().filter(|(of, _)| *of == at).map(|(_, attacker)| *attacker).collect();
        settle(story, draft, &weak);
    }
}

/// `The transfers bore hallmarks of the Lazarus Group, which the FBI has blamed for the theft from Bybit`: the incident that the article
/// is about, which the first clause blames, and what the second says of the other.
fn aside(story: &Story<'_>, drafts: &[Draft], at: usize, sentence: usize, claim: &Claim) -> Option<(usize, Claim)> {
    let main = chosen::main(drafts).filter(|main| *main != at && !drafts[*main].victims.is_empty())?;
    let bounds = story.doc.sentences[sentence].span;
    let named = |party: usize| story.parties.list[party].mentions.iter().filter(move |span| bounds.contains(**span));
    let attacker = named(claim.attacker).next()?;
    let mut victims = drafts[at].victims.iter().flat_map(|victim| named(*victim)).peekable();
    victims.peek()?;
    if !victims.all(|victim| victim.start > attacker.end)
        || !WHO.is_match(&story.doc.text[attacker.end..bounds.end])
        || drafts[main].victims.contains(&claim.attacker)
    {
        return None;
    }
    let phrase = &story.phrases[sentence];
    let behind = source::sources(story, phrase)
        .into_iter()
        .find(|source| phrase.items[source.first].span.start > attacker.end && source.party != claim.attacker);
    let (by, stance) = behind.map_or((None, Stance::Confirmed), |source| (Some(source.party), Stance::Alleged));
    Some((main, Claim { attacker: claim.attacker, by, stance, span: claim.span }))
}

/// A state or a gang that an event without other blame has for its subject did it, according to whoever says so elsewhere.
fn actors(story: &Story<'_>, drafts: &mut [Draft]) {
    let said: Vec<Claim> = drafts.iter().flat_map(|draft| draft.claims.clone()).collect();
    for draft in drafts.iter_mut().filter(|draft| draft.attackers.is_empty()) {
        let subjects = draft.events.iter().flat_map(|event| story.events[*event].spans(Role::Attacker));
        let actor = |party: &usize| matches!(story.parties.list[*party].kind, EntityKind::Country | EntityKind::Group);
        let Some((span, attacker)) =
            subjects.filter_map(|span| Some((span, story.party_at(span)?))).find(|(_, party)| actor(party))
        else {
            continue;
        };
        let same = said.iter().find(|claim| claim.attacker == attacker).cloned();
        let plain = Claim { attacker, by: None, stance: Stance::Confirmed, span };
        draft.attackers.push(attacker);
        draft.claims.push(same.unwrap_or(plain));
    }
}

/// The drafts that a sentence speaks about.
fn about(story: &Story<'_>, drafts: &[Draft], focus: &[Option<usize>], sentence: usize, told: &[Told]) -> Vec<usize> {
    if story.doc.sentences[sentence].kind == BlockKind::Heading {
        // What a heading says holds for the paragraphs under it.
        let below = |index: &usize| story.doc.sentences[*index].heading == Some(sentence);
        let drafts: BTreeSet<usize> =
            (0..story.doc.sentences.len()).filter(below).filter_map(|index| focus[index]).collect();
        return drafts.into_iter().collect();
    }
    let Some(mut at) = focus[sentence] else { return vec![] };
    if !told.is_empty()
        && let Some(before) = subject(story, drafts, sentence)
    {
        at = before;
    }
    // Who says who did it was not hit itself.
    let speaks = |draft: &Draft| told.iter().filter_map(|told| told.claim.by).any(|by| draft.victims == [by]);
    if speaks(&drafts[at]) && !speaks(&drafts[0]) { vec![0] } else { vec![at] }
}

/// What a sentence blames for without naming a victim (`the attacks were the work of …`) is what its paragraph told last.
fn subject(story: &Story<'_>, drafts: &[Draft], sentence: usize) -> Option<usize> {
    let names = |index: usize| {
        let parties = story.parties.in_sentence(story.doc, index);
        drafts.iter().position(|draft| draft.victims.iter().any(|victim| parties.contains(victim)))
    };
    let block = story.doc.sentences[sentence].block;
    let kind = story.doc.sentences[sentence].kind;
    if !matches!(kind, BlockKind::Body | BlockKind::Bullet) || names(sentence).is_some() {
        return None;
    }
    // The items of a list belong to the line above it.
    let same = |index: &usize| {
        let item = kind == BlockKind::Bullet
            && (index + 1..=sentence).all(|below| story.doc.sentences[below].kind == BlockKind::Bullet);
        story.doc.sentences[*index].block == block || item
    };
    let before = (0..sentence).rev().take_while(same);
    before
        .into_iter()
        .find_map(|index| names(index).or_else(|| drafts.iter().position(|draft| draft.sentences.contains(&index))))
        .filter(|at| !drafts[*at].victims.is_empty())
}

/// Adds a claim; a source replaces the article's own word.
fn add(draft: &mut Draft, claim: Claim) {
    if !draft.attackers.contains(&claim.attacker) {
        draft.attackers.push(claim.attacker);
    }
    let mut same = (0..draft.claims.len()).filter(|at| draft.claims[*at].attacker == claim.attacker);
    let known = same.clone().find(|at| draft.claims[*at].by == claim.by);
    let bare = same.clone().find(|at| draft.claims[*at].by.is_none());
    match (known, bare) {
        (Some(_), _) => {}
        (None, Some(at)) => draft.claims[at] = claim,
        (None, None) if claim.by.is_some() || same.next().is_none() => draft.claims.push(claim),
        (None, None) => {}
    }
}

/// `The same group took down …`: the gang named last did that, too.
fn same_group(story: &Story<'_>, drafts: &mut [Draft], at: usize, sentence: usize) {
    let span = story.doc.sentences[sentence].span;
    let text = story.doc.slice(span).to_lowercase();
    let told = drafts[at].sentences.contains(&sentence);
    let same = ["the same group ", "the same gang ", "the same crew ", "the same hackers "]
        .iter()
        .any(|words| text.contains(words));
    if !told || !same || !drafts[at].attackers.is_empty() {
        return;
    }
    let last = |party: usize| {
        story.parties.list[party].mentions.iter().filter(|mention| mention.end <= span.start).max().copied()
    };
    let groups = (0..story.parties.list.len()).filter(|party| story.parties.list[*party].kind == EntityKind::Group);
    if let Some((_, attacker)) = groups.filter_map(|party| Some((last(party)?, party))).max() {
        add(&mut drafts[at], Claim { attacker, by: None, stance: Stance::Confirmed, span });
    }
}

/// `The bureau shares the view`: one more source for what was said last.
fn agreement(story: &Story<'_>, draft: &mut Draft, sentence: usize) {
    let phrase = &story.phrases[sentence];
    let Some(verb) = agrees(phrase) else { return };
    let Some(by) = source::before(story, phrase, verb).map(|source| source.party) else { return };
    let span = story.doc.sentences[sentence].span;
    let said: Vec<Claim> =
        draft.claims.iter().filter(|claim| claim.stance != Stance::Denied && claim.by != Some(by)).cloned().collect();
    let mut done: Vec<usize> = Vec::new();
    for claim in said {
        if !done.contains(&claim.attacker) {
            done.push(claim.attacker);
            add(draft, Claim { by: Some(by), span, ..claim });
        }
    }
}

fn agrees(phrase: &Phrase) -> Option<usize> {
    phrase.items.iter().enumerate().position(|(at, item)| {
        let object = (1..=3).any(|ahead| {
            matches!(
                phrase.word(Some(at + ahead)),
                "view" | "assessment" | "conclusion" | "finding" | "findings" | "verdict"
            )
        });
        matches!(
            item.low.as_str(),
            "shares" | "shared" | "echoed" | "backed" | "backs" | "endorsed" | "agreed" | "agrees"
        ) && object
    })
}

/// `prosecutors allege that he …`, `according to the police …, the accused`: who accuses the person arrested before.
fn accuser(story: &Story<'_>, draft: &mut Draft, sentence: usize) {
    let person = |party: usize| story.parties.list[party].kind == EntityKind::Person;
    let mut of_people = draft.claims.iter().filter(|claim| person(claim.attacker)).peekable();
    if of_people.peek().is_none() || of_people.any(|claim| claim.by.is_some()) {
        return;
    }
    let phrase = &story.phrases[sentence];
    let accused = phrase.items.iter().any(|item| {
        matches!(item.low.as_str(), "he" | "she" | "they" | "him" | "accused" | "suspect" | "defendant")
            || source::party_at(story, item.span).is_some_and(|party| draft.attackers.contains(&party))
    });
    let agency = source::sources(story, phrase)
        .into_iter()
        .find(|source| story.parties.list[source.party].kind == EntityKind::Agency);
    let Some(agency) = agency.filter(|_| accused) else { return };
    for claim in &mut draft.claims {
        if claim.by.is_none() && person(claim.attacker) {
            claim.by = Some(agency.party);
        }
    }
}

/// The people whom the article names with an age, as courts and police do: `Gillian Prowse, 47,`; but not `Mpho, 24, who sells covers`.
fn aged(story: &Story<'_>, draft: &Draft) -> Vec<usize> {
    let bystander = |after: &str| {
        let doing = after.strip_prefix(", who ").and_then(|rest| rest.split(' ').next());
        doing.is_some_and(|verb| {
            verb.ends_with('s') && !matches!(verb, "is" | "was" | "has" | "faces" | "denies" | "goes")
        })
    };
    let age = |span: &Span| {
        let after = story.doc.text[span.end..].strip_prefix(", ").unwrap_or("");
        let after = after.strip_prefix("aged ").unwrap_or(after);
        let digits = after.bytes().take_while(u8::is_ascii_digit).count();
        digits == 2 && after[2..].starts_with([',', '.', ';']) && !bystander(&after[2..])
    };
    let person = |party: &usize| {
        let known = &story.parties.list[*party];
        known.named
            && known.kind == EntityKind::Person
            && known.mentions.iter().any(age)
            && !human::is_old(story.doc, known)
    };
    (0..story.parties.list.len()).filter(person).filter(|person| !draft.victims.contains(person)).collect()
}

fn only(parties: &[usize]) -> Option<usize> {
    parties.first().copied().filter(|_| parties.len() == 1)
}

/// Names for several who were only described: `two brothers`, where the article names two with their age or accuses two.
fn name_the_several(story: &Story<'_>, draft: &mut Draft) {
    let party = |index: usize| &story.parties.list[index];
    let several = draft.attackers.iter().copied().find_map(|attacker| {
        let known = party(attacker);
        let described = !known.named && known.kind == EntityKind::Person;
        Some((attacker, described.then(|| described::number(&known.name))??))
    });
    let Some((several, number)) = several else { return };
    let accused = |attacker: &usize| party(*attacker).named && party(*attacker).kind == EntityKind::Person;
    let accused: Vec<usize> = draft.attackers.iter().copied().filter(accused).collect();
    let names = if accused.len() == number { accused } else { aged(story, draft) };
    if names.len() != number {
        return;
    }
    draft.attackers.retain(|attacker| *attacker != several);
    let claims = std::mem::take(&mut draft.claims);
    let (passed, own): (Vec<Claim>, Vec<Claim>) = claims.into_iter().partition(|claim| claim.attacker == several);
    draft.claims = own;
    for name in names {
        if !draft.attackers.contains(&name) {
            draft.attackers.push(name);
        }
        for claim in &passed {
            add(
                draft,
                Claim { attacker: name, by: claim.by.map(|by| if by == several { name } else { by }), ..claim.clone() },
            );
        }
    }
}

/// A name for who was only described: `a former clerk`, then `Rohan Liyanage`; not for `two men`.
pub(super) fn name_the_described(story: &Story<'_>, draft: &mut Draft) {
    name_the_several(story, draft);
    let party = |index: usize| &story.parties.list[index];
    let named = draft
        .attackers
        .iter()
        .copied()
        .find(|attacker| party(*attacker).named && party(*attacker).kind == EntityKind::Person);
    let described = |attacker: usize| {
        let known = party(attacker);
        !known.named && known.kind == EntityKind::Person && !described::is_several(&known.name)
    };
    if !draft.attackers.iter().any(|attacker| described(*attacker)) {
        return;
    }
    let Some(named) = named.or_else(|| only(&aged(story, draft))) else { return };
    if !draft.attackers.contains(&named) {
        draft.attackers.push(named);
    }
    draft.attackers.retain(|attacker| !described(*attacker));
    let claims = std::mem::take(&mut draft.claims);
    let (own, passed): (Vec<Claim>, Vec<Claim>) = claims.into_iter().partition(|claim| !described(claim.attacker));
    draft.claims = own;
    for claim in passed {
        add(draft, Claim { attacker: named, ..claim });
    }
}

/// Who is only described, beside somebody with a name, is one of them, or a helper, or of another case: `two men were arrested`.
pub(super) fn drop_the_described(story: &Story<'_>, draft: &mut Draft) {
    let party = |attacker: &usize| &story.parties.list[*attacker];
    let named = |attacker: &usize| party(attacker).named && party(attacker).kind != EntityKind::Country;
    if draft.attackers.iter().any(named) {
        let kept = |attacker: &usize| party(attacker).named || party(attacker).kind != EntityKind::Person;
        draft.attackers.retain(kept);
        draft.claims.retain(|claim| kept(&claim.attacker));
    }
}

/// `Wu Zhiyong, Wang Qian, Xu Ke and Liu Lei`, `Marcus Delorme, 29, and Tobias Ekwueme`: what is said of one of several people who are
/// named in a row holds for all.
pub(super) fn join_the_listed(story: &Story<'_>, draft: &mut Draft) {
    let person = |party: usize| {
        let known = &story.parties.list[party];
        known.kind == EntityKind::Person && !known.is_gone()
    };
    let mut at = 0;
    while let Some(attacker) = draft.attackers.get(at).copied() {
        at += 1;
        if !person(attacker) {
            continue;
        }
        for other in (0..story.parties.list.len()).filter(|other| person(*other)) {
            let known = draft.attackers.contains(&other) || draft.victims.contains(&other);
            let alike = story.parties.list[attacker].named == story.parties.list[other].named;
            if known || !alike || !are_listed(story, attacker, other) {
                continue;
            }
            draft.attackers.push(other);
            let said: Vec<Claim> = draft
                .claims
                .iter()
                .filter(|claim| claim.attacker == attacker && claim.stance != Stance::Denied)
                .map(|claim| Claim { attacker: other, ..claim.clone() })
                .collect();
            draft.claims.extend(said);
        }
    }
}

/// Whether a sentence that tells of the law names two people right behind each other.
fn are_listed(story: &Story<'_>, one: usize, other: usize) -> bool {
    let mentions =
        |party: usize| story.parties.list[party].mentions.iter().filter(|span| story.doc.slice(**span).contains(' '));
    mentions(one).any(|left| {
        mentions(other).any(|right| {
            let (first, last) = if left.start < right.start { (left, right) } else { (right, left) };
            let law = || {
                let sentence = story.doc.sentence_at(first.start);
                sentence.is_some_and(|at| {
                    attribution::speaks_of_law(&story.phrases[at])
                        || story.phrases[at].items.iter().any(|item| NAMING.contains(&item.low.as_str()))
                })
            };
            first.end < last.start && LISTED.is_match(&story.doc.text[first.end..last.start]) && law()
        })
    })
}

/// What the whole article makes of the claims: a name for who was only described, a named source for `police`.
fn settle(story: &Story<'_>, draft: &mut Draft, affiliated: &[usize]) {
    let party = |index: usize| &story.parties.list[index];
    let doer =
        draft.attackers.iter().any(|attacker| matches!(party(*attacker).kind, EntityKind::Group | EntityKind::Person));
    if doer {
        let strong = |attacker: usize| !affiliated.contains(&attacker) || party(attacker).kind != EntityKind::Country;
        draft.attackers.retain(|attacker| strong(*attacker));
        draft.claims.retain(|claim| strong(claim.attacker));
    }
    name_the_described(story, draft);
    let claims = draft.claims.clone();
    let agency = |by: Option<usize>| by.is_some_and(|by| party(by).kind == EntityKind::Agency);
    draft.claims.retain(|claim| {
        let generic = agency(claim.by) && claim.by.is_some_and(|by| actor::is_generic(&party(by).name));
        let better = claims.iter().any(|other| {
            other.attacker == claim.attacker
                && agency(other.by)
                && other.by != claim.by
                && other.by.is_some_and(|by| !actor::is_generic(&party(by).name))
        });
        !(generic && better)
    });
}

#[cfg(test)]
mod tests {
    use crate::article::Article;
    use crate::pipeline::Pipeline;

    /// Attackers, sources and stances of the first incident of an article.
    fn told(pipeline: &Pipeline, text: &str) -> Vec<String> {
        let article = Article { id: "t".into(), source: "t".into(), text: text.into(), ..Article::default() };
        let record = pipeline.record(&article);
        let claims = record.incidents.into_iter().take(1).flat_map(|incident| incident.attribution);
        claims
            .map(|claim| format!("{} | {} | {}", claim.attacker, claim.by.unwrap_or_default(), claim.stance.as_str()))
            .collect()
    }

    #[test]
    fn a_clause_aside_blames_for_another_incident() {
        let text = "Exchange robbed\n\nHackers stole $27 million from the crypto exchange Quornex on 4 September 2024. Peckwell said that the \
                    transfers bore the hallmarks of the Lazarus Group, which the FBI has blamed for the $150 million theft from Marnex in \
                    February 2023.";
        let article = Article { id: "t".into(), source: "t".into(), text: text.into(), ..Article::default() };
        let record = Pipeline::new().record(&article);
        let told = |victim: &str| -> Vec<String> {
            let incident = record.incidents.iter().find(|incident| incident.victims[0].name == victim).expect(victim);
            incident.attribution.iter().map(|claim| claim.by.clone().unwrap_or_default()).collect()
        };
        assert!(told("Quornex").contains(&"Peckwell".to_owned()), "{:?}", told("Quornex"));
        assert_eq!(told("Marnex"), ["FBI"]);
    }

    #[test]
    fn says_who_did_it_according_to_whom() {
        let pipeline = Pipeline::new();
        let hack = "Hackers stole $4 million from the crypto exchange Quornex in May 2021.";
        for (text, expected) in [
            ("A gang calling itself IronMoth claimed responsibility.", vec!["IronMoth | IronMoth | claimed"]),
            ("The FBI blamed North Korea for the theft.", vec!["North Korea | FBI | alleged"]),
            ("The theft has been blamed on North Korea by the FBI.", vec!["North Korea | FBI | alleged"]),
            (
                "Prosecutors in Milan charged a former payroll clerk with the theft.",
                vec!["a former payroll clerk | Prosecutors in Milan | alleged"],
            ),
            (
                "Prosecutors in Milan charged a clerk from Leeds and a cashier from Hull with the theft.",
                vec![
                    "a clerk from Leeds | Prosecutors in Milan | alleged",
                    "a cashier from Hull | Prosecutors in Milan | alleged",
                ],
            ),
            ("Mandiant attributes it to UNC9321, a China-nexus group.", vec!["UNC9321 | Mandiant | confirmed"]),
            (
                "Chainalysis said that the theft bears the hallmarks of the Lazarus Group.",
                vec!["Lazarus Group | Chainalysis | suspected"],
            ),
            (
                "Chainalysis believes that North Korea was behind it. Pyongyang denied that.",
                vec!["North Korea | Chainalysis | alleged", "North Korea | Pyongyang | denied"],
            ),
            (
                "Prosecutors charged Ivo Brandl, 41, with the theft. He pleaded not guilty.",
                vec!["Ivo Brandl | Prosecutors | alleged", "Ivo Brandl | Ivo Brandl | denied"],
            ),
            (
                "Police charged two brothers with the theft. Ivo Brandl, 41, and Emil Brandl, 39, live in Leeds.",
                vec!["Ivo Brandl | Police | alleged", "Emil Brandl | Police | alleged"],
            ),
            (
                "Police charged a former clerk with the theft. Edda Prowse, 47, of Leeds, used a password of her manager.",
                vec!["Edda Prowse | Police | alleged"],
            ),
            (
                "Ivo Brandl, 41, was sentenced to four years in prison for the theft. Prosecutors said that Brandl had bought two cars.",
                vec!["Ivo Brandl |  | confirmed"],
            ),
            (
                "Prosecutors charged Ivo Brandl, 41, with the theft. He faces ten years in prison if he is found guilty.",
                vec!["Ivo Brandl | Prosecutors | alleged"],
            ),
            (
                "Police investigating the attack on Quornex have arrested two teenagers.",
                vec!["two teenagers | Police | alleged"],
            ),
            (
                "The FBI arraigned Ivo Brandl, 41, Edda Weller and Emil Marsk before Judge Ann Crowther over the theft.",
                vec!["Ivo Brandl | FBI | alleged", "Edda Weller | FBI | alleged", "Emil Marsk | FBI | alleged"],
            ),
            ("The same crew is blamed by Elliptic for a theft from Peckwell in June.", vec![]),
            ("The police have no suspects.", vec![]),
            (
                "Quornex is based in Singapore, and its chief executive, Ana Lopes, said that cold wallets were safe.",
                vec![],
            ),
        ] {
            assert_eq!(told(&pipeline, &format!("{hack} {text}")), expected, "{text}");
        }
    }
}

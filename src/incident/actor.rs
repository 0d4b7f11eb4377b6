//! Parties that the extractor of names cannot know by themselves: gangs told by the words beside a name, people and
//! groups who are only described, and sources that are a whole noun phrase (`prosecutors in Istanbul`).

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;

use crate::extract::Mention;
use crate::extract::entity::{Country, Entity, EntityKind, group_called};
use crate::text::{BlockKind, Document, Span, regex};

use super::{Parties, Party, human, party};

/// `a gang calling itself BlackHeron`, `a user who goes by the name of grimoire`
static CALLED: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r#"(?x)
        (?: (?<plain> (?: call | name ) (?:s|d|ed|ing)? \s (?:itself|themselves|himself|herself) | known \s (?: only \s )? as | dubbed )
          | (?<bare> called | named | styled | by \s the \s name \s of )
          | signs \s (?: its | their | his | her ) \s \w+ (?: \s (?: as | with ) )?
          | sign (?: s | ed | ing )? \s (?: as | (?: itself | themselves | himself | herself ) (?: \s as )? )
          | (?: goes | going | go | went ) \s by (?: \s the \s (?:name|handle|alias|nickname)s? (?: \s of )? )?
          | (?: us(?:es|ed|ing) | under | with ) \s the \s (?: code \s | user \s )? (?: name | alias | handle | pseudonym | nickname | moniker | username ) (?: \s of )? )
        \s [“"‘']? (?: the \s )?
        (?<name> [\p{L}\d] [\p{L}\d_.()-]* (?: (?:['’]s)? \s (?: of \s (?: the \s )? | del \s | de \s la \s )? \p{Lu} [\p{L}\d()-]* ){0,3} )"#,
    )
});
/// `The letter is signed "Quiet Tide"`: the name that somebody signs with is theirs, whoever they are.
static SIGNED: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r#"(?x) \b sign (?: s | ed )? \s (?: (?: itself | themselves | himself | herself | off ) \s )? (?: as \s | by \s )? [“"‘]
           (?: the \s | The \s )? (?<name> [\p{L}\d] [\p{L}\d_-]* (?: \s \p{Lu} [\p{L}\d-]* ){0,2} ) [”"’,] "#,
    )
});
/// `intruders, whom Halden Ridge calls Copper Lotus`: a name that somebody else gave.
static NICKNAMED: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r#"(?x) \b (?: whom | which | that | it ) \s (?: (?:the|its|their) \s )? (?: [\p{L}.’'-]+ \s ){0,4}?
           (?: calls? | called | named | names | dubs | dubbed | labels? | nicknamed | track(?:s|ed)? (?: \s as ) ) \s [“"‘']? (?: the \s )?
           (?<name> \p{Lu} [\p{L}\d_-]* (?: (?:['’]s)? \s (?: of \s (?: the \s )? )? \p{Lu} [\p{L}\d-]* ){0,2} )"#,
    )
});
/// Whom such a name is given to.
static NAMED_ACTOR: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)\b(?:gang|group|crew|collective|hackers?|people|user|seller|writers?|senders?|takers?|authors?|thie(?:f|ves)|raiders?|actors?|attackers?|intruders?|blackmailers?|extortionists|outfit|unit|person|somebody|someone|stranger|member|affiliate|poster|man|woman|criminals?|hacktivists)\b",
    )
});
/// Who gives itself such a name.
static NAMES_ITSELF: LazyLock<Regex> = LazyLock::new(|| regex(r"(?i)\b(?:others|page|channel|account|profile)\b"));
static NAMED_LATELY: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)\b(?:gang|group|crew|collective|hackers?|user|seller|actor|outfit|channel|account|handle|sender|hacktivists|person|somebody|someone|stranger|forum member|criminal|poster)(?:\s(?:on|in|of)\s(?:\w+\s){1,2}|\s)(?:that\s(?:was|is)\s)?$|\b(?:gang|crew|collective|hackers|hacktivists|(?:the|a|hacking|ransomware|extortion|criminal)\sgroup),\s$",
    )
});
static ALONE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)\b(?:user|seller|hacker|person|man|woman|individual|someone|somebody|stranger|member|criminal|poster)\b",
    )
});
/// What stands after the name of a gang.
static GANG_AFTER: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?xi) ^ (?: \s
            (?: gangs? | crews? | cartel | syndicate | collective | hacktivists | ransomware \s operat\w+ ) \b
          | , \s (?: an? | the ) \s (?: [\w-]+ \s ){0,4}? (?: gang | crew | hackers | hacktivist\w* | collective | cartel
              | (?: ransomware | hacking | hacker | extortion | cybercrime | threat | criminal | espionage ) \s (?: group | actor | outfit | operation ) ) \b
          | \s (?: (?: ransomware | hacking | hacker | extortion | cybercrime | threat | criminal | hacktivist | cyber )[\s-] )+ (?: gang | group | crew | collective | outfit ) \b )",
    )
});
/// `the BlackHeron group`: a gang only where the sentence speaks of blame.
static GROUP_AFTER: LazyLock<Regex> = LazyLock::new(|| regex(r"(?i)^\sgroups?\b"));
static BLAME: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)\b(?:claimed|claims|responsib\w+|took credit|behind the (?:attack|hack|theft|breach|raid)|leak site|ransomware|hackers?|blamed?)\b",
    )
});
/// What stands before the name of a gang.
static GANG_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r#"(?xi) (?: \b (?: ransomware | hacking | hacker | extortion | cybercrime | criminal | hacktivist | pro-\w+ | threat | cyber(?:criminal)? | espionage )
            [\s-] (?: gang | group | crew | collective | outfit | operation | actor ) | \b gang | \b crew | \b hacker \s collective )
            \s (?: called \s | named \s | dubbed \s )? (?: the \s )? [“"‘]? $"#,
    )
});
/// Who can be accused without a name.
const PEOPLE: &str = r"(?:employee|engineer|contractor|administrator|developer|programmer|technician|executive|director|manager|clerk|accountant|official|officer|insider|student|teenager|teenagers|man|men|woman|women|couple|brothers|founder|founders|consultant|operator|hacker|worker|trader|national|citizen|nurse|teacher|youth|boy|girl|cashier|teller|receptionist|instructor|assistant|auditor|treasurer|pupil|secretary|bookkeeper|agent|guard|intern|apprentice|volunteer|lecturer|tutor|librarian|supervisor|analyst|salesman|saleswoman|subcontractor|resident|year-old)s?";
/// `Police arrested a former engineer`, `files copied by a former engineer`
static ACCUSED_OBJECT: LazyLock<Regex> = LazyLock::new(|| {
    regex(&format!(
        r"\b(?:charged|charging|arrested|arresting|indicted|accused?|accuses|accusing|detained|sentenced|convicted|jailed|blamed|blames|sued|suspect|suspects|looking for|searching for|hunting for|investigating against|prosecuting|proceedings against|charges against|(?:stolen|taken|copied|sold|leaked|carried out|committed|downloaded|embezzled|siphoned off|passed on|smuggled out) by)\s(?<who>(?:an?|one|the|two|three|four|five|its|his|their)\s(?:[\p{{L}}\d-]+\s){{0,4}}?{PEOPLE})\b"
    ))
});
/// ` from Rotterdam and a woman of 19`: who else is accused, behind somebody who is.
static ACCUSED_TOO: LazyLock<Regex> = LazyLock::new(|| {
    regex(&format!(
        r"^(?:,?\s(?:aged\s)?\(?\d\d\)?)?(?:,?\s(?:from|of|in)\s(?:\p{{Lu}}[\p{{L}}'’-]+\s?){{1,3}})?,?\s?and\s(?<who>(?:an?|another|his|her)\s(?:[\p{{L}}\d-]+\s){{0,4}}?{PEOPLE})\b"
    ))
});
/// `A Moldovan man who … was handed over`
static ACCUSED_SUBJECT: LazyLock<Regex> = LazyLock::new(|| {
    regex(&format!(
        r"(?:^|[\s“])(?<who>(?:(?:[Aa]n?|[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our)\s)(?:[\p{{L}}\d-]+\s){{0,3}}?{PEOPLE})\b[^.;:”]{{0,110}}?\s(?:(?:was|were|been|is|are)\s(?:\w+ly\s)?(?:arrested|charged|indicted|accused|detained|sentenced|convicted|jailed|extradited|handed over|suspected)|pleaded guilty|appeared (?:in court|before))"
    ))
});
/// `a group based in Russia`, `the anonymous team behind MoonFerret`
static DESCRIBED_GROUP: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?x) \b (?<who> (?: an? | the | The | A | An ) \s (?: [\p{L}-]+ \s ){0,1}?
            (?: (?: group | gang | crew | ring | collective | syndicate ) (?: \s of \s (?: hackers | criminals ) )?
                \s (?: (?: based | operating | working | located | active ) \s (?: in | from | out \s of | for ) | in | from )
              | anonymous \s (?: team | developers? | founders? | creators? ) \s behind )
            \s (?: the \s )? \p{Lu} [\p{L}’'-]* (?: \s \p{Lu} [\p{L}’'-]* ){0,2} )",
    )
});
/// `the Lithuanian prosecutor general’s office`
static OFFICE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?<who>(?:\p{Lu}[\p{L}.]+\s)?(?:public\s|state\s|district\s|chief\s|federal\s)?(?:prosecutor|attorney|sheriff|Prosecutor|Attorney|Sheriff)(?:[\s-][Gg]eneral)?(?:’s|'s)\s[Oo]ffice)",
    )
});
/// `a person briefed on the investigation`, `people familiar with the matter`: sources who do not want a name.
static UNNAMED: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?x) \b (?<who> (?: (?:[Aa]|[Oo]ne|[Tt]wo|[Tt]hree|[Ss]everal) \s (?:[a-z]+ \s)? (?:person|people|sources?|officials?)
            | [Pp]eople | [Ss]ources )
          \s (?: briefed \s on | familiar \s with | close \s to | with \s (?:direct \s)? knowledge \s of ) \s (?: the \s )? [a-z]+ ) \b",
    )
});
/// `UN Panel`, `the Hale Commission`: experts whom somebody appointed.
static PANEL: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"(?<who>\b\p{Lu}[\p{L}.]+\s(?:[Pp]anel|[Cc]ommission|[Tt]ask [Ff]orce)(?:\sof\s[Ee]xperts)?)\b")
});
/// `The Barrister’s Gazette`: a paper by the last word of its name.
static PAPER: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?<who>\b(?:The\s)?(?:\p{Lu}\p{L}+(?:’s|'s)?\s){1,3}(?:Gazette|Times|Post|Herald|Tribune|Chronicle|Courier|Observer|Telegraph|Dispatch|Sentinel|Examiner|Weekly|Daily|Bugle|Globe))(?:[^\p{L}-]|$)",
    )
});
/// `North Korean state hackers`
static STATE_HACKERS: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)^(?:[\s-](?:state|government|military|intelligence|backed|sponsored|linked|affiliated|aligned|nexus))*\s(?:hackers|hacking (?:group|team|unit)|operatives|cyberspies|state actors|cyber ?unit)\b",
    )
});
/// What stands between two names of one gang.
static ALIAS: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^(?:,? (?:its name for|also known as|better known as|also called|aka|a\.k\.a\.|known elsewhere as|alias|once called|formerly(?: called| known as)?|also (?:tracked|named|referred to)(?: as)?|in English,?|(?:which|whom|that) (?:[\w-]+ ){1,3}(?:calls?|called|names?|tracks?(?: as)?))| \((?:also known as|also called|also tracked as|aka|or|alias|tracked as|formerly)) (?:the )?$",
    )
});
/// `the government of South Korea`
static GOVERNMENT_OF: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(?i)\b(?<who>(?:government|authorities|ministry|parliament) of )(?:the )?$"));
/// `blamed the Ostmark military`: what stands before the arm of a state that is blamed, and behind it.
static BLAMED: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"\b(?:[Bb]lam(?:ed|es|ing)|[Aa]ccus(?:ed|es|ing)|(?:attributed|ascribed|traced)\s(?:[^.;:,]{1,40}\s)?to|behalf\sof|work\sof|hand\sof)\s(?:the\s)?$",
    )
});
static BLAMED_BEHIND: LazyLock<Regex> =
    LazyLock::new(|| regex(r"^\s(?:was|were|is|are|stood|stands|had\sbeen)\s(?:behind|responsible|to\sblame)\b"));
/// Adjectives between a country and its police.
static BEFORE_AGENCY: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?:(?:(?:North|South|New|Inner|West|East)\s)?\p{Lu}[\p{L}.]*\p{L}(?:’s|'s)?\s|(?:[A-Z]\.\s?)+(?:\p{Lu}\p{L}+\s)?)(?:(?:criminal|financial|federal|state|local|national|military|tax|fraud|city|cyber|civil|cantonal)\s)?$",
    )
});
/// What capitals that stand for their government do, and what may stand before it.
const ACCUSES: &[&str] = &[
    "denied", "denies", "rejected", "rejects", "dismissed", "dismisses", "accused", "accuses", "blamed", "blames",
    "blame", "disowned", "disowns", "called", "calls", "pointed", "points", "attributed", "attributes", "insists",
    "insisted", "condemned", "protested", "disputed", "disputes", "held", "says",
];
const BEFORE_VERBS: &[&str] = &["has", "have", "had", "also", "again", "then", "last", "this", "month", "week", "year"];
/// Words that open a sentence and are no place.
pub(super) const OPENERS: &[&str] = &[
    "The", "While", "But", "And", "When", "As", "After", "Local", "If", "Although", "Since", "On", "In", "According",
    "Then", "Some", "What", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "Both",
    "Most", "Many", "Several", "However", "Later", "Other", "That", "Meanwhile",
];

/// Adds what the words beside names tell to the linked parties.
pub(super) fn learn(doc: &Document<'_>, entities: &[Mention<Entity>], parties: &mut Parties) {
    gangs(doc, parties);
    accused(doc, parties);
    unowned(parties);
    widen_agencies(doc, entities, parties);
    for (index, sentence) in doc.sentences.iter().enumerate() {
        let text = doc.slice(sentence.span);
        let offset = sentence.span.start;
        for found in CALLED.captures_iter(text) {
            let name = &found["name"];
            let before = &text[..found.get(0).map_or(0, |whole| whole.start())];
            let plain = found.name("plain").is_some();
            let capital = name.chars().next().is_some_and(char::is_uppercase);
            let start = found.name("name").map_or(0, |name| name.start());
            let quoted = text[..start].ends_with(['“', '"', '‘']);
            let shaped = capital || quoted || name.contains(|c: char| c.is_ascii_digit() || c == '_');
            // "a channel on Telegram called Northern Hammer", "a person named "zupa"", not "the boss called Anna".
            if found.name("bare").is_some() && !(shaped && NAMED_LATELY.is_match(before)) {
                continue;
            }
            let itself =
                found.get(0).is_some_and(|whole| ["self", "selves"].iter().any(|word| whole.as_str().contains(word)));
            // "signs its notes with a bird"
            let article = ["a", "an", "no", "his", "her", "its", "their", "and", "or", "of"].contains(&name);
            let actor = NAMED_ACTOR.is_match(before) || itself && NAMES_ITSELF.is_match(before);
            if article || plain && !shaped && !itself || !actor {
                continue;
            }
            let span = shifted(&found, "name", offset);
            let kind = if ALONE.is_match(before) { EntityKind::Person } else { EntityKind::Group };
            add(parties, doc, span, kind, None, true);
            own_whole(parties, doc, span, kind);
            // `the gang, called Kara Weller`: no person, however it sounds.
            let sounds = |party: &&mut Party| party.kind == EntityKind::Person && party.mentions.contains(&span);
            if let Some(gang) = parties.list.iter_mut().find(sounds) {
                gang.kind = kind;
            }
        }
        for found in SIGNED.captures_iter(text) {
            let span = shifted(&found, "name", offset);
            let before = &text[..found.get(0).map_or(0, |whole| whole.start())];
            let kind = if ALONE.is_match(before) { EntityKind::Person } else { EntityKind::Group };
            add(parties, doc, span, kind, None, true);
        }
        for found in NICKNAMED.captures_iter(text) {
            let before = &text[..found.get(0).map_or(0, |whole| whole.start())];
            if NAMED_ACTOR.is_match(before) {
                let span = shifted(&found, "name", offset);
                add(parties, doc, span, EntityKind::Group, None, true);
                own_whole(parties, doc, span, EntityKind::Group);
            }
        }
        for pattern in [&*ACCUSED_OBJECT, &*ACCUSED_SUBJECT] {
            for found in pattern.captures_iter(text) {
                let span = shifted(&found, "who", offset);
                let too = ACCUSED_TOO.captures(&doc.text[span.end..offset + text.len()]);
                for span in [span].into_iter().chain(too.map(|found| shifted(&found, "who", span.end))) {
                    let country = party::country_inside(entities, span);
                    add(parties, doc, span, EntityKind::Person, country, false);
                }
            }
        }
        for found in DESCRIBED_GROUP.captures_iter(text) {
            let span = shifted(&found, "who", offset);
            // "the Akira gang in May"
            let place = |mention: &Mention<Entity>| {
                matches!(mention.value.kind, EntityKind::Place | EntityKind::Country | EntityKind::Organization)
                    && mention.span.end == span.end
            };
            let named = |party: &Party| {
                party.named && party.mentions.iter().any(|own| span.contains(*own) && own.end < span.end)
            };
            if parties.list.iter().any(|party| party.kind == EntityKind::Group && named(party))
                || !entities.iter().any(place)
            {
                continue;
            }
            let country = party::country_inside(entities, span);
            add(parties, doc, span, EntityKind::Group, country, false);
        }
        for found in OFFICE.captures_iter(text).chain(PANEL.captures_iter(text)) {
            add(parties, doc, shifted(&found, "who", offset), EntityKind::Agency, None, true);
        }
        for found in UNNAMED.captures_iter(text) {
            add(parties, doc, shifted(&found, "who", offset), EntityKind::Agency, None, false);
        }
        for found in PAPER.captures_iter(text) {
            add(parties, doc, shifted(&found, "who", offset), EntityKind::Media, None, true);
        }
        governments(doc, entities, index, parties);
    }
    homes(entities, parties);
    aliases(doc, parties);
    panels(parties);
}

/// A gang's country, known from its table, where the article names that country, too.
fn homes(entities: &[Mention<Entity>], parties: &mut Parties) {
    let told = |country: Country| {
        let place = |kind| matches!(kind, EntityKind::Country | EntityKind::Demonym | EntityKind::Place);
        entities.iter().any(|mention| place(mention.value.kind) && mention.value.country == Some(country))
    };
    for party in parties.list.iter_mut().filter(|party| party.kind == EntityKind::Group && party.country.is_none()) {
        let known = entities
            .iter()
            .filter(|mention| mention.value.kind == EntityKind::Group && party.mentions.contains(&mention.span));
        party.country = known.filter_map(|mention| mention.value.country).find(|country| told(country));
    }
}

/// Two names of one gang: `Seashell Blizzard, its name for Sandworm`, or two that the table of groups gives to one.
fn aliases(doc: &Document<'_>, parties: &mut Parties) {
    let groups: Vec<(Span, usize)> = parties
        .list
        .iter()
        .enumerate()
        .filter(|(_, party)| party.kind == EntityKind::Group)
        .flat_map(|(index, party)| party.mentions.iter().map(move |span| (*span, index)))
        .collect();
    for (left, one) in &groups {
        for (right, other) in
            groups.iter().filter(|(right, other)| right.start > left.end && right.start - left.end < 40 && other != one)
        {
            if ALIAS.is_match(&doc.text[left.end..right.start]) {
                unite(parties, *one, *other);
            }
        }
    }
    let mut known: BTreeMap<&str, usize> = BTreeMap::new();
    for (span, party) in groups {
        let Some(name) = group_called(doc.slice(span)).filter(|_| parties.list[party].mentions.contains(&span)) else {
            continue;
        };
        match known.get(name) {
            Some(other) if *other != party => known.insert(name, unite(parties, *other, party)),
            _ => known.insert(name, party),
        };
    }
}

/// Makes one of two parties, the one that is named more often; gives its number.
fn unite(parties: &mut Parties, one: usize, other: usize) -> usize {
    let more = parties.list[one].mentions.len() > parties.list[other].mentions.len();
    let (from, into) = if more { (other, one) } else { (one, other) };
    parties.merge(from, into);
    into
}

/// `the expert panel` is the panel that has a name.
fn panels(parties: &mut Parties) {
    let panel = |party: &Party| party.kind == EntityKind::Agency && party.name.to_lowercase().contains("panel");
    let capital = |party: &Party| party.name.chars().next().is_some_and(char::is_uppercase);
    let Some(named) = parties.list.iter().position(|party| panel(party) && capital(party)) else { return };
    for at in (0..parties.list.len()).filter(|at| *at != named).collect::<Vec<_>>() {
        if panel(&parties.list[at]) && !capital(&parties.list[at]) {
            parties.merge(at, named);
        }
    }
}

fn shifted(found: &regex::Captures<'_>, name: &str, offset: usize) -> Span {
    found.name(name).map_or(Span::new(offset, offset), |part| Span::new(offset + part.start(), offset + part.end()))
}

/// A party for the words of `span`: the one that they already name, the one described alike, or a new one.
pub(super) fn add(
    parties: &mut Parties,
    doc: &Document<'_>,
    span: Span,
    kind: EntityKind,
    country: Option<Country>,
    named: bool,
) {
    let name = doc.slice(span).trim_end_matches(['.', '-']).to_owned();
    let span = Span::new(span.start, span.start + name.len());
    let low = plain(&name);
    let known = parties.list.iter().position(|party| {
        let same = plain(&party.name) == low;
        match named {
            true => same || party.named && party.mentions.contains(&span),
            false => same && (party.kind == kind || party.kind == EntityKind::Descriptor),
        }
    });
    if let Some(known) = known {
        let party = &mut parties.list[known];
        if matches!(party.kind, EntityKind::Organization | EntityKind::Descriptor) {
            party.kind = kind;
        }
        if !party.mentions.contains(&span) {
            party.mentions.push(span);
            party.mentions.sort();
        }
        return;
    }
    parties.list.push(Party { country, named, mentions: vec![span], ..Party::new(&name, span, kind) });
}

/// `Hands of the Lagoon`, `Brellow's Ghosts`: a name that small words or an apostrophe join is whole wherever the text writes it, and
/// its parts name nobody there.
fn own_whole(parties: &mut Parties, doc: &Document<'_>, span: Span, kind: EntityKind) {
    let name = doc.slice(span);
    if ![" of ", "'s ", "’s ", " del ", " de la "].iter().any(|joint| name.contains(joint)) {
        return;
    }
    for (at, _) in doc.text.match_indices(name) {
        let again = Span::new(at, at + name.len());
        if again.stands_apart(doc.text, &['-']) {
            add(parties, doc, again, kind, None, true);
            for party in &mut parties.list {
                party.mentions.retain(|own| *own == again || !again.contains(*own));
            }
        }
    }
}

fn plain(name: &str) -> String {
    party::without_determiner(name, &["the ", "a ", "an "])
}

/// `Aleksanteri Kivimäki was convicted`: a name of two or three words to which the law does what it does to people, and the last of
/// them alone.
fn accused(doc: &Document<'_>, parties: &mut Parties) {
    static BEHIND: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"^(?:,\s(?:aged\s)?\d{2}\b|(?:,[^.;]{0,60},)?\s(?:was|were|has\sbeen|had\sbeen|is)\s(?:\w+\s)?(?:sentenced|convicted|arrested|jailed|indicted|extradited|detained|imprisoned|found\sguilty|born)\b|(?:,[^.;]{0,60},)?\s(?:has\s)?(?:pleaded|pled)\s)",
        )
    });
    static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"(?i)\b(?:arrested|arraigned|sentenced|indicted|convicted|jailed|extradited|man named|woman named|hacker)\s$",
        )
    });
    let named = |party: &Party| party.name.contains(' ') && human::is_named_like_one(party, 3);
    for party in parties.list.iter_mut().filter(|party| named(party)) {
        if party
            .mentions
            .iter()
            .any(|span| BEHIND.is_match(&doc.text[span.end..]) || BEFORE.is_match(&doc.text[..span.start]))
        {
            party.kind = EntityKind::Person;
        }
    }
    human::surnames(parties);
}

/// Organisations that the words beside their name call a gang.
fn gangs(doc: &Document<'_>, parties: &mut Parties) {
    for party in parties.list.iter_mut().filter(|party| party.named && party.kind == EntityKind::Organization) {
        let own = ["Collective", "Gang", "Crew", "Cartel"].iter().any(|word| party.name.ends_with(word))
            || party.name.contains(" Group of ");
        let called = party.mentions.iter().any(|span| {
            let Some(sentence) = doc.sentence_at(span.start) else { return false };
            let bounds = doc.sentences[sentence].span;
            let after = &doc.text[span.end..bounds.end.max(span.end)];
            let before = &doc.text[bounds.start..span.start];
            let blamed = BLAME.is_match(doc.slice(bounds));
            GANG_AFTER.is_match(after)
                || GANG_BEFORE.is_match(before)
                || blamed && (own || party.sector.is_none() && GROUP_AFTER.is_match(after))
        });
        if called {
            party.kind = EntityKind::Group;
        }
    }
    // `Lazarus and Andariel`: what is named together with a gang is one.
    let known: Vec<Span> = parties
        .list
        .iter()
        .filter(|party| party.kind == EntityKind::Group)
        .flat_map(|party| party.mentions.clone())
        .collect();
    for party in parties.list.iter_mut().filter(|party| party.named && party.kind == EntityKind::Organization) {
        let joined = |left: Span, right: Span| {
            left.end < right.start && matches!(&doc.text[left.end..right.start], " and " | " or " | " and the ")
        };
        if party.mentions.iter().any(|span| known.iter().any(|gang| joined(*span, *gang) || joined(*gang, *span))) {
            party.kind = EntityKind::Group;
        }
    }
}

/// `Japan's National Police Agency` is the National Police Agency: whose it is stands before its name.
fn unowned(parties: &mut Parties) {
    for at in 0..parties.list.len() {
        let party = &parties.list[at];
        if party.kind != EntityKind::Agency || party.span.len() != party.name.len() {
            continue;
        }
        let Some((owner, own)) = ["’s ", "'s "].iter().find_map(|mark| party.name.split_once(mark)) else { continue };
        let mut words = own.split(' ');
        let (first, second) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
        let name = first.starts_with(char::is_uppercase) && !second.is_empty() && (first != "Office" || second == "of");
        if !name || owner.ends_with("People") || owner.ends_with("General") {
            continue;
        }
        let own = own.to_owned();
        if let Some(known) = parties.list.iter().position(|other| other.name == own && !other.is_gone()) {
            parties.merge(at, known);
            continue;
        }
        let party = &mut parties.list[at];
        party.span = Span::new(party.span.end - own.len(), party.span.end);
        party.name = own;
    }
}

/// `police` becomes `police in Lisbon` or `Tokyo prosecutors`: the whole noun phrase is the source's name.
fn widen_agencies(doc: &Document<'_>, entities: &[Mention<Entity>], parties: &mut Parties) {
    for party in parties.list.iter_mut().filter(|party| party.kind == EntityKind::Agency) {
        if !is_generic(&party.name) {
            continue;
        }
        let mut widest = party.span;
        for span in party.mentions.clone() {
            let Some(sentence) = doc.sentence_at(span.start) else { continue };
            let bounds = doc.sentences[sentence].span;
            let mut wide = span;
            if let Some(found) = BEFORE_AGENCY.find(&doc.text[bounds.start..span.start]) {
                let first = found.as_str().split_whitespace().next().unwrap_or("");
                if !OPENERS.contains(&first) {
                    wide = Span::new(bounds.start + found.start(), wide.end);
                }
            }
            let place = entities.iter().find(|mention| {
                mention.span.start > span.end && matches!(mention.value.kind, EntityKind::Place | EntityKind::Country)
            });
            if let Some(place) =
                place.filter(|place| matches!(&doc.text[span.end..place.span.start], " in " | " in the " | " of "))
            {
                wide = wide.cover(place.span);
            }
            if wide.len() > widest.len() {
                widest = wide;
            }
            if wide != span {
                party.mentions.push(wide);
            }
        }
        if widest != party.span {
            party.span = widest;
            party.name = doc.slice(widest).to_owned();
        }
        party.mentions.sort();
    }
}

/// Governments named by a country or its capital: `the government of South Korea`, `Moscow denied`.
fn governments(doc: &Document<'_>, entities: &[Mention<Entity>], sentence: usize, parties: &mut Parties) {
    let bounds = doc.sentences[sentence].span;
    for mention in entities.iter().filter(|mention| bounds.contains(mention.span)) {
        let before = &doc.text[bounds.start..mention.span.start];
        let after = &doc.text[mention.span.end..bounds.end];
        match mention.value.kind {
            EntityKind::Country => {
                if let Some(found) = GOVERNMENT_OF.captures(before).and_then(|found| found.name("who")) {
                    let span = Span::new(bounds.start + found.start(), mention.span.end);
                    add(parties, doc, span, EntityKind::Agency, mention.value.country, true);
                }
            }
            EntityKind::Demonym => {
                if let Some(found) = STATE_HACKERS.find(after) {
                    let span = Span::new(mention.span.start, mention.span.end + found.end());
                    state(parties, &mention.value, span);
                }
                // `Russian military intelligence`, where nobody says by name who of it.
                let service = " military intelligence";
                let named = |other: &Mention<Entity>| {
                    other.value.kind == EntityKind::Group && other.value.country == mention.value.country
                };
                if after.starts_with(service) && !entities.iter().any(named) {
                    let span = Span::new(mention.span.start, mention.span.end + service.len());
                    add(parties, doc, span, EntityKind::Group, mention.value.country, true);
                }
                if let Some(arm) = arm_of_state(before, after).filter(|_| !entities.iter().any(named)) {
                    let span = Span::new(mention.span.start, mention.span.end + arm.len());
                    add(parties, doc, span, EntityKind::Country, mention.value.country, true);
                }
                if let Some(rest) = after.strip_prefix(" government")
                    && !rest.starts_with(|c: char| c.is_alphanumeric())
                {
                    let span = Span::new(mention.span.start, mention.span.end + " government".len());
                    add(parties, doc, span, EntityKind::Agency, mention.value.country, true);
                }
            }
            EntityKind::Place => {
                let speaks = after
                    .split_whitespace()
                    .find(|word| !BEFORE_VERBS.contains(word) && !word.ends_with("ly"))
                    .is_some_and(|word| ACCUSES.contains(&word));
                let inside = before
                    .split_whitespace()
                    .next_back()
                    .is_some_and(|word| matches!(word, "in" | "from" | "of" | "at" | "near" | "to"));
                let titled = doc.sentences[sentence].kind == BlockKind::Title;
                if speaks && !inside && !titled && mention.value.country.is_some() {
                    add(parties, doc, mention.span, EntityKind::Agency, mention.value.country, true);
                }
            }
            _ => {}
        }
    }
}

/// `the Ostmark military was behind it`: the arm of a state that a sentence blames, in its own words.
fn arm_of_state<'a>(before: &str, after: &'a str) -> Option<&'a str> {
    let arm = [" military", " state", " army"].into_iter().find(|arm| after.starts_with(arm))?;
    let (arm, rest) = after.split_at(arm.len());
    let whole = !rest.starts_with(|c: char| c.is_alphanumeric() || c == '-');
    let alone = !rest.starts_with(" intelligence") && !rest.starts_with(" hackers");
    (whole && alone && (BLAMED.is_match(before) || BLAMED_BEHIND.is_match(rest))).then_some(arm)
}

/// Adds a mention to the party of a state, which may have been named by its adjective alone.
fn state(parties: &mut Parties, entity: &Entity, span: Span) {
    let known =
        parties.list.iter_mut().find(|party| party.kind == EntityKind::Country && party.country == entity.country);
    match known {
        Some(party) => {
            party.mentions.push(span);
            party.mentions.sort();
        }
        None => parties.list.push(Party {
            country: entity.country,
            mentions: vec![span],
            ..Party::new(&entity.name, span, EntityKind::Country)
        }),
    }
}

/// Whether a source has no name of its own: `police`, `Tokyo prosecutors`.
pub(super) fn is_generic(name: &str) -> bool {
    let head = name.split(" in ").next().unwrap_or(name).split(" of ").next().unwrap_or(name);
    let last = head.rsplit(' ').next().unwrap_or(head);
    let first = !head.contains(' ');
    let noun = matches!(
        last.to_lowercase().as_str(),
        "police"
            | "prosecutors"
            | "investigators"
            | "authorities"
            | "officials"
            | "researchers"
            | "experts"
            | "analysts"
            | "detectives"
            | "agencies"
            | "enforcement"
    );
    noun && (first || last.chars().next().is_some_and(char::is_lowercase))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::entity;

    fn parties(text: &str) -> Vec<String> {
        let doc = Document::new(text);
        let entities = entity::extractor().extract(&doc);
        let mut parties = Parties::link(&doc, &entities);
        learn(&doc, &entities, &mut parties);
        parties.list.iter().map(|party| format!("{:?} {}", party.kind, party.name)).collect()
    }

    #[test]
    fn learns_actors() {
        for (text, expected) in [
            ("A gang calling itself IronMoth took credit.", "Group IronMoth"),
            ("The Velloxa ransomware gang was behind it.", "Group Velloxa"),
            ("It was hit by the extortion group Parrowin on Monday.", "Group Parrowin"),
            ("A seller who goes by the name of mistral offered it.", "Person mistral"),
            ("Officers arrested a former payroll clerk of the firm.", "Person a former payroll clerk"),
            ("Two brothers from Leeds were charged with fraud.", "Person Two brothers"),
            ("The lists were copied by a former cashier.", "Person a former cashier"),
            ("They arrested a clerk from Leeds and a woman of 19.", "Person a woman"),
            ("A gang calling itself Hands of the Lagoon took credit.", "Group Hands of the Lagoon"),
            ("A group called Brellow's Ghosts did it.", "Group Brellow's Ghosts"),
            ("The minister said a group based in Iran did it.", "Group a group based in Iran"),
            ("On Monday, prosecutors in Milan said so.", "Agency prosecutors in Milan"),
            ("The government of Japan believes it.", "Agency government of Japan"),
            ("The ministry blamed the Russian military for it.", "Country the Russian military"),
            ("He and two others, who called themselves \"the Quorra\", were caught.", "Group Quorra"),
            ("They got a letter signed \"Errolson\" that wants a ransom.", "Group Errolson"),
            ("The writers, who signed as \"Field Team\", want money.", "Group Field Team"),
            ("The gang, called Kara Weller, wrote that it had the lists.", "Group Kara Weller"),
        ] {
            let found = parties(text);
            assert!(found.iter().any(|name| name == expected), "{text}: {found:?}");
        }
    }

    #[test]
    fn leaves_others_alone() {
        for (text, unwanted) in [
            ("The Velloxa group raised its prices.", "Group"),
            ("A trick known as vishing was used.", "Group"),
            ("A former payroll clerk of the firm found the flaw.", "Person"),
            ("A team based in Iran won the cup.", "Group"),
            ("The retail group, called Peckwell, sold two shops.", "Group"),
        ] {
            let found = parties(text);
            assert!(!found.iter().any(|name| name.starts_with(unwanted)), "{text}: {found:?}");
        }
    }
}

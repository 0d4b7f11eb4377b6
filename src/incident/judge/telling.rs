//! Phrases that tell a kind of incident where single words do not: `a mail that seemed to come from`, `a false login page`, `no
//! data of customers were taken`, `asked for 40 bitcoin`, `with pen and paper`.

use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

use super::super::choose::signs::word;
use super::super::choose::{Add, stems};
use super::super::{Draft, Story};
use crate::extract::event::ItemKind;

/// A phrase: a word of each group, in this order, with few words between each and the next.
struct Telling {
    name: &'static str,
    groups: &'static [&'static [&'static str]],
    /// How many words after a word of one group that of the next may stand.
    within: usize,
}

const fn telling(name: &'static str, groups: &'static [&'static [&'static str]], within: usize) -> Telling {
    Telling { name, groups, within }
}

const LETTERS: &[&str] = &[
    "email", "emails", "mail", "mails", "message", "messages", "text", "texts", "sms", "letter", "letters", "circular",
    "notice", "invoice", "invoices",
];
const SEEM: &[&str] = &[
    "purport*", "pretend*", "posing", "posed", "seemed", "seeming", "seems", "looked", "looking", "appeared",
    "disguised", "dressed", "impersonat*", "supposedly", "ostensibly", "claimed", "claiming",
];
const FALSE: &[&str] =
    &["fake", "faked", "false", "copied", "bogus", "counterfeit", "lookalike", "cloned", "imitation", "sham"];
const PAGES: &[&str] =
    &["login", "log", "page", "pages", "site", "sites", "website", "websites", "portal", "form", "app"];
const NOT: &[&str] = &[
    "no", "not", "never", "without", "nothing", "none", "neither", "nor", "nobody", "whether", "isn't", "wasn't",
    "weren't", "hasn't", "haven't", "hadn't", "didn't", "doesn't",
];
const DATA: &[&str] = &[
    "data", "information", "record", "records", "file", "files", "details", "document", "documents", "passwords",
    "numbers", "personal", "content", "contents", "database",
];
const TAKEN: &[&str] = &[
    "taken", "stolen", "copied", "left", "removed", "lost", "accessed", "touched", "affected", "compromised", "leaked",
    "viewed", "misused", "exposed", "read", "concerned", "involved",
];
const SHOWN: &[&str] = &[
    "taken", "stolen", "copied", "removed", "accessed", "leaked", "exposed", "downloaded", "viewed", "published",
    "posted", "sale",
];
const TOOK: &[&str] = &[
    "stole", "took", "copied", "accessed", "leaked", "exposed", "downloaded", "published", "posted", "carried", "got",
    "made", "obtained", "hold",
];
const ASK: &[&str] =
    &["demand", "demands", "demanded", "demanding", "asked", "asking", "asks", "wants", "wanted", "seeks", "sought"];
const THREATEN: &[&str] = &["threat", "threats", "threatened", "threatens", "threatening"];

const WAS: &[&str] = &["was", "were", "is", "are", "been", "be", "has", "have", "had"];
const HACKED: &[&str] =
    &["hacked", "breached", "robbed", "attacked", "compromised", "penetrated", "stolen", "stole", "taken", "broke"];
const MONEY: &[&str] = &[
    "money", "dollar", "dollars", "fund", "funds", "franc", "francs", "cent", "cents", "penny", "euro", "euros",
    "rupee", "rupees", "pound", "pounds", "paisa", "coin", "coins", "token", "tokens", "shilling", "shillings", "peso",
    "krona", "yen", "won", "rand", "transfer", "transfers",
];
const LOST: &[&str] = &[
    "lost", "stolen", "left", "moved", "erased", "destroyed", "taken", "paid", "gone", "sent", "encrypted", "locked",
    "damaged",
];
const TRIED: &[&str] = &["attempt", "attempts", "attempted", "attempting", "tried", "trying"];
const DO: &[&str] = &[
    "steal", "send", "encrypt", "enter", "break", "move", "transfer", "take", "divert", "lock", "rob", "hack", "get",
    "log", "empty", "drain", "siphon", "withdraw", "wire", "sabotage", "wipe", "obtain", "shut", "switch", "install",
    "extort", "reach", "defraud", "plant",
];
const ATTACKS: &[&str] = &[
    "attempt", "attempts", "attack", "raid", "theft", "fraud", "transfer", "transfers", "order", "orders", "heist",
    "proposal", "instructions", "intrusion", "break",
];

const TELLINGS: &[Telling] = &[
    telling("a lure", &[LETTERS, SEEM], 10),
    telling("a lure", &[FALSE, PAGES], 4),
    telling("a lure", &[&["page", "site", "website", "form"], &["copy", "copied", "imitat*", "resembl*", "looked"]], 5),
    telling("a lure", &[&["copy", "clone", "copies"], PAGES], 4),
    telling(
        "secrets typed in",
        &[
            &["entered", "typed", "gave", "typing", "entering", "type", "enter", "given"],
            &["password", "passwords", "credential*", "login", "code", "codes", "seed", "phrase", "details"],
        ],
        5,
    ),
    telling(
        "a message opened",
        &[
            &["opened", "opening", "opens", "clicked", "clicking", "clicks"],
            &[
                "attachment", "link", "document", "mail", "email", "file", "message", "invoice", "notice", "offer",
                "circular",
            ],
        ],
        7,
    ),
    telling("a message opened", &[&["attachment*", "booby", "macro", "macros"]], 0),
    telling("phishing", &[&["phish*", "spearphish*", "smish*", "vish*", "quish*"]], 0),
    telling("no data", &[NOT, DATA, TAKEN], 9),
    telling("no data", &[DATA, NOT, TAKEN], 7),
    telling("data", &[DATA, SHOWN], 8),
    telling("data", &[TOOK, DATA], 8),
    telling("a demand", &[ASK, &["<sum>", "ransom", "payment", "money"]], 4),
    telling("a demand", &[THREATEN, &["publish", "release", "leak", "sell", "post"]], 4),
    telling("a demand", &[&["extort*", "blackmail*", "countdown", "deadline"]], 0),
    telling("a demand", &[&["leak", "leaks"], &["site", "page", "blog"]], 1),
    telling("a demand", &[&["dark"], &["web"]], 1),
    telling("a demand", &[&["ransom"], &["note", "demand", "of"]], 1),
    telling("a demand", &[&["pay", "exchange"], &["up", "for"]], 1),
    telling("a demand", &[&["listed", "lists"], &["site", "page"]], 8),
    telling("no ransom", &[NOT, &["ransom", "demand", "demanded", "note"]], 5),
    telling("no ransom", &[&["wiper", "wipers"]], 0),
    telling("encryption", &[&["encrypt*", "ransomware"]], 0),
    telling("encryption", &[&["locked", "scrambled"], &["files", "servers", "computers", "systems", "drives"]], 4),
    telling(
        "an outage",
        &[&[
            "offline", "outage", "outages", "unavailable", "unreachable", "shut", "standstill", "halted", "cancelled",
            "canceled", "postponed", "disconnected", "paralys*", "paralyz*", "crippl*", "knocked", "suspended",
            "delayed", "queue", "queues", "backlog", "couldn't", "restor*", "down",
        ]],
        0,
    ),
    telling("an outage", &[&["pen", "pens", "by", "on"], &["paper", "hand"]], 2),
    telling("an outage", &[&["stood", "could"], &["still", "not"]], 1),
    telling(
        "deceit",
        &[&["changed", "new", "false", "different", "altered", "another", "wrong"], &["account", "accounts", "iban"]],
        4,
    ),
    telling(
        "deceit",
        &[&[
            "invoice", "invoices", "impersonat*", "posing", "posed", "pretend*", "duped", "swindl*", "scam*", "conman",
            "deceiv*", "deceit", "deception", "tricked", "fooled", "forged", "counterfeit*", "rug", "ponzi", "sim",
        ]],
        0,
    ),
    telling(
        "spying",
        &[&[
            "espionage", "spy", "spies", "spied", "spying", "backdoor", "backdoors", "tampered", "webshell",
            "foothold", "altered", "forged",
        ]],
        0,
    ),
    telling(
        "a denial",
        &[
            &[
                "denied", "denies", "rejected", "rejects", "dismissed", "dismisses", "disputes", "disputed", "refutes",
                "refuted", "contradicts", "contradicted",
            ],
            &[
                "claim", "claims", "report", "reports", "rumour", "rumours", "rumor", "rumors", "it", "hack", "breach",
                "theft", "leak", "attack", "hacked", "allegation", "allegations", "that", "any", "having",
            ],
        ],
        7,
    ),
    telling(
        "no attack",
        &[
            WAS,
            &["no", "not"],
            &["intrusion", "breach", "hack", "hacking", "attack", "cyberattack", "theft", "leak", "incident", "break"],
        ],
        3,
    ),
    telling("no attack", &[WAS, &["not", "never"], HACKED], 2),
    telling("no attack", &[&["nobody", "wasn't", "weren't", "hasn't", "haven't", "hadn't"], HACKED], 2),
    telling("no attack", &[&["not", "never", "didn't"], &["take", "took"], &["place"]], 1),
    telling("no attack", &[&["not", "never", "didn't"], &["happen", "happened", "occur", "occurred"]], 1),
    telling("no attack", &[&["nobody"], &["has", "had"], &["broken"]], 1),
    telling(
        "no sign",
        &[
            &["no", "any", "not"],
            &["sign", "signs", "trace", "traces", "evidence", "indication", "indications"],
            &[
                "access", "intrusion", "intruder", "intruders", "breach", "attack", "compromise", "hack", "break",
                "entry",
            ],
        ],
        7,
    ),
    telling("not ours", &[&["not", "isn't", "aren't", "none", "never"], &["ours"]], 3),
    telling(
        "not ours",
        &[&["not", "doesn't", "didn't", "don't"], &["come", "came", "originate", "stem"], &["from"]],
        3,
    ),
    telling("an attempt", &[TRIED, &["to"], DO], 4),
    telling("a success", &[&["got", "made", "getting", "making"], &["away", "off"]], 1),
    telling("nothing lost", &[&["nothing", "none"], LOST], 4),
    telling("nothing lost", &[&["no", "not", "single"], MONEY, LOST], 3),
    telling("no gain", &[&["lost", "paid", "stole", "obtained"], &["nothing"]], 1),
    telling(
        "no gain",
        &[
            &["not", "didn't", "without", "never"],
            &["get", "getting", "lose", "losing", "lost", "obtain"],
            &["single", "cent", "penny"],
        ],
        3,
    ),
    telling("foiled", &[&["foil*", "thwart*", "repel*", "averted", "fended", "warded"]], 0),
    telling("foiled", &[&["beat", "beats", "fights", "fought"], &["off"]], 1),
    telling(
        "failed",
        &[ATTACKS, &["failed", "unsuccessful", "blocked", "intercepted", "recalled", "stopped", "rejected"]],
        8,
    ),
    telling("failed", &[ATTACKS, &["without", "no"], &["success"]], 4),
    telling(
        "in time",
        &[&["just", "noticed", "stopped", "caught", "spotted", "plug", "cut", "alarm", "warned"], &["in"], &["time"]],
        3,
    ),
    telling("in time", &[&["minutes", "hours", "seconds"], &["spare", "before"]], 2),
    telling("noticed before", &[&["spotted", "noticed", "identified", "caught", "stopped"], &["and", "before"]], 1),
    telling("a flaw", &[&["patch*", "flaw*", "vulnerab*", "bug", "bugs", "cve"]], 0),
];

/// What says that something was tried in vain.
pub(super) const VAIN: &[&str] = &["nothing lost", "no gain", "foiled", "failed", "in time", "noticed before"];

/// What says that nothing happened.
pub(super) const DENYING: &[&str] = &["no attack", "no sign", "not ours"];

/// Whose a paragraph is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Whose {
    /// That of the incident alone.
    Own,
    /// That of the incident and of others.
    Shared,
    /// That of none.
    Nobodys,
}

/// What each sentence of an article tells.
pub(in super::super) struct Tellings(Vec<BTreeSet<&'static str>>);

impl Tellings {
    pub(in super::super) fn of(story: &Story<'_>) -> Self {
        let read = |at: usize| {
            let items = story.phrases[at].items.iter().filter(|item| item.kind != ItemKind::Mark);
            let words: Vec<&str> = items.flat_map(|item| word(story, item, None).split([' ', '-'])).collect();
            told(&words)
        };
        Self((0..story.phrases.len()).map(read).collect())
    }

    /// What is told of draft number `at`, and where: in its own paragraphs and, where the article is `main`ly about it, in those
    /// that are of no other.
    pub(super) fn around(
        &self,
        story: &Story<'_>,
        drafts: &[Draft],
        at: usize,
        main: bool,
    ) -> BTreeSet<(&'static str, Whose)> {
        let block = |sentence: &usize| story.doc.sentences[*sentence].block;
        let own = blocks(story, &drafts[at]);
        let others = drafts.iter().enumerate().filter(|(index, _)| *index != at);
        let others: BTreeSet<usize> = others.flat_map(|(_, draft)| blocks(story, draft)).collect();
        let mut around = BTreeSet::new();
        for (sentence, tells) in self.0.iter().enumerate() {
            let whose = match (own.contains(&block(&sentence)), others.contains(&block(&sentence))) {
                (true, false) => Whose::Own,
                (true, true) => Whose::Shared,
                (false, false) if main => Whose::Nobodys,
                (false, _) => continue,
            };
            around.extend(tells.iter().map(|name| (*name, whose)));
        }
        around
    }

    /// Adds what is told of draft number `at`, and the words of its paragraphs.
    pub(super) fn signs(&self, story: &Story<'_>, drafts: &[Draft], at: usize, main: bool, add: Add<'_>) {
        for (name, whose) in self.around(story, drafts, at, main) {
            add("told around", name);
            if whose != Whose::Nobodys {
                add("told in its paragraph", name);
            }
        }
        let (own, sentences) = (blocks(story, &drafts[at]), &drafts[at].sentences);
        let beside = |at: usize| own.contains(&story.doc.sentences[at].block) && !sentences.contains(&at);
        stems(story, beside, &mut |_, stem| add("word in its paragraph", stem));
    }
}

/// The paragraphs of a draft.
fn blocks(story: &Story<'_>, draft: &Draft) -> BTreeSet<usize> {
    draft.sentences.iter().map(|sentence| story.doc.sentences[*sentence].block).collect()
}

/// Which phrases begin with a word, and which with the beginning of one.
struct Beginnings {
    words: HashMap<&'static str, Vec<usize>>,
    stems: Vec<(&'static str, usize)>,
}

static BEGINNINGS: LazyLock<Beginnings> = LazyLock::new(|| {
    let mut read = Beginnings { words: HashMap::new(), stems: Vec::new() };
    for (index, telling) in TELLINGS.iter().enumerate() {
        for word in telling.groups.first().into_iter().copied().flatten() {
            match word.strip_suffix('*') {
                Some(stem) => read.stems.push((stem, index)),
                None => read.words.entry(word).or_default().push(index),
            }
        }
    }
    read
});

/// What the words of a sentence tell.
fn told(words: &[&str]) -> BTreeSet<&'static str> {
    let mut names = BTreeSet::new();
    for (at, word) in words.iter().enumerate() {
        let whole = BEGINNINGS.words.get(*word).into_iter().flatten().copied();
        let begun = BEGINNINGS.stems.iter().filter(|(stem, _)| word.starts_with(stem)).map(|(_, index)| *index);
        let begins = whole.chain(begun).map(|index| &TELLINGS[index]);
        names.extend(begins.filter(|it| follows(words, at, &it.groups[1..], it.within)).map(|it| it.name));
    }
    names
}

/// Whether a word of each of the groups `rest` stands behind word `at`, each within reach of the one before.
fn follows(words: &[&str], at: usize, rest: &[&[&str]], within: usize) -> bool {
    let Some((group, rest)) = rest.split_first() else { return true };
    let reach = at + 1..words.len().min(at + 1 + within);
    reach.filter(|next| is_one(words[*next], group)).any(|next| follows(words, next, rest, within))
}

/// Whether a word is one of a group, of which some are only beginnings: `phish*`.
fn is_one(word: &str, group: &[&str]) -> bool {
    group.iter().any(|known| known.strip_suffix('*').map_or(word == *known, |stem| word.starts_with(stem)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tells(text: &str) -> Vec<&'static str> {
        told(&text.split([' ', '-']).collect::<Vec<&str>>()).into_iter().collect()
    }

    #[test]
    fn phrases_tell_kinds() {
        for (text, expected) in [
            ("an e-mail that seemed to come from the harbour master", vec!["a lure"]),
            ("she entered her password", vec!["secrets typed in"]),
            ("a cloned login page", vec!["a lure"]),
            ("a clerk opened a file named tariff", vec!["a message opened"]),
            ("there is no sign that data of guests were taken", vec!["data", "no data"]),
            ("the data of guests were not touched", vec!["no data"]),
            ("the group asked for <sum>", vec!["a demand"]),
            ("the clerks worked with pen and paper", vec!["an outage"]),
            ("paid to a different account", vec!["deceit"]),
            ("nobody asked for a ransom", vec!["a demand", "no ransom"]),
            ("the theatre opens in May", vec![]),
        ] {
            assert_eq!(tells(text), expected, "{text}");
        }
    }

    #[test]
    fn words_too_far_apart_tell_nothing() {
        assert_eq!(tells("false reports said at first that the page of the mayor was down"), ["an outage"]);
    }
}

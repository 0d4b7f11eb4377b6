//! Where a run is cut, and what its parts name.

use super::super::{Entity, EntityKind, Reference, beside};
use super::opening::names_item;
use super::person::is_speaker;
use super::words::{is_shouted, is_written_elsewhere, is_written_elsewhere_at_all, title_case, with_legal_form};
use super::{Names, Piece, is_honorific};
use crate::record::Sector;
use crate::text::{BlockKind, Document, Sentence, Span};

/// Points of the compass and the like: by themselves they name no organisation.
const DIRECTIONS: &[&str] = &[
    "North", "South", "East", "West", "Northern", "Southern", "Eastern", "Western", "Asian", "European", "African",
    "Baltic", "Nordic", "Balkan", "Caribbean", "Scandinavian", "Gulf", "Pacific", "Atlantic", "Latin", "Alpine",
    "Iberian", "Catholic", "Anglican", "Lutheran", "Methodist", "Internet", "Web", "Twitter", "Bitcoin", "According",
    "Street", "God", "English", "Christmas", "Earth",
];

/// Capitals that name no organisation: hours, kinds of venue, kinds of asset.
const ACRONYMS: &[&str] = &[
    "UTC", "GMT", "EST", "EDT", "PST", "CET", "CEST", "BST", "JST", "KST", "AEST", "ERP", "CRM", "AM", "PM", "DEX",
    "CEX", "NFT", "NFTs", "TVL", "DAO", "DeFi", "BSC", "USD", "EUR", "LP", "EOA", "API", "IP", "URL", "AMM", "RPC",
    "KYC", "IT", "AI", "OK", "FAQ", "Q1", "Q2", "Q3", "Q4", "US", "UK", "EU", "TV", "ID", "PIN", "SMS", "VPN", "CVE",
    "DM", "TL", "DR", "TLDR", "Web3", "Web2", "GameFi", "CeFi", "TradFi", "PSA", "ICYMI", "APY", "ERC", "BEP", "REKT",
    "PDF", "SIM", "DLL", "MFA", "2FA", "OTP", "QR", "USB", "GPS", "DNA", "HIV", "EBITDA", "EBIT", "ETF", "CPI", "VAT",
    "GDP", "IPO", "AGM", "CVSS", "TLP", "YARA", "IOC", "IOCs", "TTP", "TTPs", "OT", "ICS", "SCADA", "KB", "MB", "GB",
    "TB", "HTML", "HTTP", "HTTPS", "SQL", "PC", "PCs", "HR", "PR", "ATM", "ATMs", "POS", "SDK", "MEV", "RDP", "SSH",
    "SOC", "EDR", "BEC", "DDoS", "SSN", "SSNs", "PII", "RCE", "CSV", "PGP", "GPG", "IMEI", "AMA", "RFC", "IBAN",
    "iPhone", "iPhones", "iPad", "iPads", "Wi-Fi",
];

/// Parts of laws, charges and texts, which a number tells apart.
const PARTS: &[&str] = &[
    "Article", "Section", "Chapter", "Count", "Clause", "Annex", "Paragraph", "Phase", "Part", "Page", "Table",
    "Figure", "Episode", "Volume", "Question", "Round", "Step", "Day", "Week", "Grade", "Item", "Appendix", "Schedule",
];
/// How many people there are, where they open a sentence.
const NUMBERS: &[&str] = &["Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve"];
/// What courts and contracts call a party.
const TERMS: &[&str] = &[
    "Organisation", "Organization", "Respondent", "Claimant", "Defendant", "Plaintiff", "Applicant", "Debtor",
    "Insured", "Insurer", "Petitioner", "Complainant", "Appellant", "Policyholder", "Licensee",
];
/// Heads of names that begin with a people: without it they would name nothing.
const OF_A_PEOPLE: &[&str] = &[
    "Corp", "Corporation", "Company", "Bank", "Airlines", "Airways", "Museum", "Association", "Society", "Library",
    "Railways", "Federation", "League", "Union", "Club", "Foundation", "Cross", "Insurance", "Post", "Telecom",
    "Exchange", "Institute", "Lines", "Industries",
];
/// Ends of the names of days: `Independence Day`, `New Year`.
const DAYS: &[&str] = &["Day", "Eve", "Year", "Week", "Weekend"];

/// The letters of `2FA`.
fn is_factor(doc: &Document<'_>, span: Span) -> bool {
    is_shouted(doc.slice(span)) && doc.text[..span.start].ends_with(|before: char| before.is_ascii_digit())
}

/// `TIP-27`, `EIP-1559`: a proposal for improvement.
fn is_proposal(words: &str) -> bool {
    let letters = words.trim_end_matches(|c: char| c.is_ascii_digit());
    letters.len() < words.len()
        && letters.trim_end_matches('-').ends_with("IP")
        && letters.len() <= "SGIP-".len()
        && is_shouted(letters)
}

/// `Haulier Bott Transport`, `Re Orchid & Pine Hotels`: what a sentence opens with before a name, large for no other reason.
fn without_opener<'r, 'a>(sentence: &Sentence, part: &'r [Piece<'a>]) -> &'r [Piece<'a>] {
    const OPENERS: &[&str] = &[
        "Re", "Haulier", "Publisher", "Retailer", "Insurer", "Brewer", "Carrier", "Lender", "Operator", "Maker",
        "Manufacturer", "Supplier", "Broker", "Wholesaler", "Caterer", "Developer", "Bookmaker", "Broadcaster",
        "Shipper", "Grocer", "Provider", "Contractor", "Designer", "Processor", "Importer", "Exporter", "Distributor",
        "Neighbouring", "Neighboring", "Nearby",
    ];
    // `Mum-of-four Kayla Brent`
    let parent = |piece: &Piece<'_>| piece.words.contains("-of-");
    // `Drugmaker Hollin Pharma`
    let maker = |words: &str| words.len() > "maker".len() && words.ends_with("maker");
    let opens = |piece: &Piece<'_>| {
        piece.span.start == sentence.span.start && (OPENERS.contains(&piece.words) || maker(piece.words))
    };
    if part.len() > 2 && (parent(&part[0]) || opens(&part[0])) { &part[1..] } else { part }
}

/// `N14.6m`, the `NT` of `NT$4`: a sum with the sign of its money.
fn is_sum(doc: &Document<'_>, span: Span) -> bool {
    let words = doc.slice(span);
    let figures = words.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let after = &doc.text[span.end..];
    let signed = after.starts_with(['$', '₵', '¢', '€', '£', '¥']);
    // `Sh84 million`
    let scaled = [" million", " billion", " crore", " lakh"].iter().any(|scale| after.starts_with(scale))
        || after.strip_prefix(',').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let sum = figures.starts_with(|c: char| c.is_ascii_digit())
        && figures.trim_end_matches(['k', 'm', 'b', 'n']).chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
        && words.len() - figures.len() <= 3
        && (figures.contains(['.', ',']) || scaled && words.starts_with(|c: char| c.is_ascii_uppercase()));
    signed && words.len() <= 3 || sum
}

/// `READ_ME`: the name of a file.
fn is_file(words: &str) -> bool {
    words.contains('_') && is_shouted(words)
}

/// `Presidents' Day`: whose day it is.
fn opens_day(doc: &Document<'_>, span: Span) -> bool {
    ["' Day", "’ Day", "'s Day", "’s Day"].iter().any(|day| doc.text[span.end..].starts_with(day))
}

/// `"Harvest Team"`: whether quotation marks hold the words and nothing else.
pub(super) fn is_quoted(doc: &Document<'_>, part: &[Piece<'_>]) -> bool {
    let [first, .., last] = part else { return false };
    doc.text[..first.span.start].ends_with(['“', '"', '‘']) && doc.text[last.span.end..].starts_with(['”', '"', '’'])
}

/// `Two Florida towns`: how many there are, where a sentence opens with a number that is no part of the name behind it.
fn without_number<'r, 'a>(doc: &Document<'_>, sentence: &Sentence, part: &'r [Piece<'a>]) -> &'r [Piece<'a>] {
    let [first, rest @ ..] = part else { return part };
    let Some(last) = rest.last().filter(|_| first.span.start == sentence.span.start) else { return part };
    let after = doc.text[last.span.end..].strip_prefix(' ').unwrap_or("");
    let noun = after.split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    let several = noun.starts_with(char::is_lowercase) && noun.len() > 3 && noun.ends_with('s');
    let several = several || matches!(noun, "men" | "women" | "people");
    let counted = NUMBERS.contains(&first.words) && several && !last.words.ends_with('s');
    // `First Hollin Beach, now Lake Tredgold`
    let order = first.words == "First"
        && [", now ", ", then ", "; now ", "; then "].iter().any(|next| doc.text[last.span.end..].starts_with(next));
    if counted || order { rest } else { part }
}

/// `Dr. Isidro Hollin Memorial Hospital`: whether a form of address opens the name of what is called after somebody.
fn opens_institution(run: &[Piece<'_>]) -> bool {
    const CALLED_AFTER: &[&str] = &[
        "Hospital", "Clinic", "College", "School", "Academy", "University", "Infirmary", "Library", "Museum",
        "Partners",
    ];
    run.len() > 2 && is_honorific(run[0].words) && run.last().is_some_and(|last| CALLED_AFTER.contains(&last.words))
}

impl Names {
    /// `Icelandic-Turkish`: two peoples.
    fn is_of_two_peoples(&self, words: &str) -> bool {
        words
            .split_once(['-', '‑'])
            .is_some_and(|(one, other)| self.demonyms.contains(one) && self.demonyms.contains(other))
    }

    /// `Sukjai THB 40,000`: a sum behind a name begins with its money.
    fn without_currency<'r, 'a>(&self, doc: &Document<'_>, part: &'r [Piece<'a>]) -> &'r [Piece<'a>] {
        let [rest @ .., last] = part else { return part };
        let after = &doc.text[last.span.end..];
        let code = self.currencies.contains(last.words)
            && after.strip_prefix(' ').unwrap_or(after).starts_with(|c: char| c.is_ascii_digit());
        let sign = last.words.len() <= 3 && after.starts_with(['$', '₵', '¢', '€', '£', '¥']);
        if !rest.is_empty() && (code || sign) { rest } else { part }
    }

    /// Cuts a run at demonyms and roles: `South Korean | Coinmaru`, `Coinmaru | CEO | Bae Sung-hoon`.
    pub(super) fn split<'r, 'a>(&self, run: &'r [Piece<'a>]) -> Vec<&'r [Piece<'a>]> {
        let mut parts = Vec::new();
        let mut start = 0;
        let mut at = 0;
        while at < run.len() {
            // `Two North Korean`: how many of a people.
            let counted = at == start
                && NUMBERS.contains(&run[at].words)
                && run.get(at + 1).is_some_and(|next| {
                    let two = run.get(at + 2).map(|third| format!("{} {}", next.words, third.words));
                    self.demonyms.contains(next.words) || two.is_some_and(|two| self.demonyms.contains(two.as_str()))
                });
            if counted {
                start = at + 1;
                at = start;
                continue;
            }
            let two = run.get(at + 1).map(|next| format!("{} {}", run[at].words, next.words));
            let demonym = if two.as_deref().is_some_and(|two| self.demonyms.contains(two)) {
                2
            } else {
                // `Kiwi & Fern`
                let owner = run.get(at + 1).is_some_and(|next| next.span.start == run[at].span.end + " & ".len());
                usize::from(!owner && self.demonyms.contains(run[at].words))
            };
            // `TV Lowen`, `IT Lowen`: a station, a firm by its name.
            let station = at == start
                && matches!(run[at].words, "TV" | "IT")
                && run.get(at + 1).is_some_and(|name| self.is_unknown(name.words))
                && (run.len() == at + 2 || run[at].words == "TV");
            let role =
                usize::from(!station && ACRONYMS.contains(&run[at].words) || self.currencies.contains(run[at].words))
                    | usize::from(self.roles.contains(&run[at].words.to_lowercase()) || is_honorific(run[at].words));
            // `Philippine Health Insurance Corp`: a people before ordinary words and the head of a firm is of its name.
            let own = demonym > 0 && at == 0 && run.len() > demonym + 1 && {
                let rest = &run[demonym..];
                let head = |piece: &Piece<'_>| OF_A_PEOPLE.contains(&piece.words);
                let upto = rest.iter().position(head);
                upto.is_some_and(|upto| rest[..upto].iter().all(|piece| self.is_ordinary(piece.words)))
            };
            // `Prime Minister Lee`, but not `Prime Minister's Office`
            let of = |next: &Piece<'_>| matches!(next.words, "Office" | "Department");
            let premier = at == start && two.as_deref() == Some("Prime Minister") && !run.get(at + 2).is_some_and(of);
            let cut = if premier {
                2
            } else if at == start && opens_institution(run) {
                0
            } else if at == start && !own {
                demonym.max(role)
            } else {
                role
            };
            // A role at the end of a name is its head: `Federal Court of Justice`, `Chief`.
            // `Prime Minister's Office`
            // `Hexcombe General Hospital`, `Polk Mill Volunteer Fire District`
            let office = run.get(at + cut).is_some_and(|next| matches!(next.words, "Office" | "Department"))
                || run.get(at + 1).is_some_and(|next| match run[at].words {
                    "General" => matches!(next.words, "Hospital" | "Infirmary" | "Clinic" | "Insurance" | "Stores"),
                    "Volunteer" => matches!(next.words, "Fire" | "Rescue" | "Ambulance" | "Centre" | "Center"),
                    _ => false,
                });
            if cut > 0
                && !(office && at > start)
                && (at == start || at + cut < run.len())
                && !(at > start && self.heads.contains_key(run[at].words) && !ACRONYMS.contains(&run[at].words))
            {
                parts.push(&run[start..at]);
                start = at + cut;
                at = start;
            } else {
                at += 1;
            }
        }
        parts.push(&run[start.min(run.len())..]);
        parts.retain(|part| !part.is_empty());
        parts
    }

    /// `Hollin Brack XRP wallet`: the coins behind a name that the text gives without them elsewhere.
    fn without_coins<'r, 'a>(&self, doc: &Document<'a>, sentence: &Sentence, part: &'r [Piece<'a>]) -> &'r [Piece<'a>] {
        // `the Hollin Bitcoin wallet`
        let coins = |name: &[Piece<'_>], last: &Piece<'_>| match name.len() {
            0 => false,
            1 => matches!(last.words, "Bitcoin" | "Ethereum" | "Solana"),
            _ => is_shouted(last.words) && self.assets.contains(last.words),
        };
        match part {
            [name @ .., last] if coins(name, last) => {
                let whole = name[0].span.cover(name[name.len() - 1].span);
                if is_written_elsewhere(doc, sentence, doc.slice(whole)) { name } else { part }
            }
            _ => part,
        }
    }

    pub(super) fn classify(
        &self,
        doc: &Document<'_>,
        sentence: &Sentence,
        part: &[Piece<'_>],
    ) -> Option<(Span, Entity)> {
        // `Kirkwall Hacker`, `the Kirkwall Exploit`: what befell it is no part of the name.
        let behind = |piece: &Piece<'_>| beside::BEHIND_NAMES.contains(&piece.words.to_lowercase().as_str());
        let befallen = part.iter().skip(1).position(behind).filter(|at| {
            // `labelled "Kirkwall Hacker"`, of Kirkwall, which the text names elsewhere.
            !is_quoted(doc, part) || is_written_elsewhere_at_all(doc, sentence, &part[..=*at])
        });
        // `Pumpkin Heist Finance`: but a head behind it makes it one.
        let headed = |at: usize| part[at + 2..].iter().any(|piece| self.heads.contains_key(piece.words));
        let part = befallen.filter(|at| !headed(*at)).map_or(part, |at| &part[..=at]);
        let part = without_number(doc, sentence, without_opener(sentence, self.without_currency(doc, part)));
        let part = self.without_coins(doc, sentence, part);
        let (first, last) = (part.first()?, part.last()?);
        let span = with_legal_form(doc, first.span.cover(last.span));
        let words = doc.slice(span);
        // A project may bear the name of its token.
        let project = self.tokens.contains(words) && beside::acts(doc, words)
            || self.projects.contains_key(words) && !beside::is_coin(doc, span);
        if words.chars().filter(|c| c.is_alphabetic()).count() < 2
            || part.len() == 1 && (is_sum(doc, span) || self.is_of_two_peoples(words))
            || opens_day(doc, span)
            || part.len() == 1 && (is_factor(doc, span) || is_proposal(words))
            || part.len() == 1
                && (beside::is_wrapped(words) || beside::is_prefixed(words) || beside::is_of_pair(doc, span))
            || self.assets.contains(words) && !project && !(part.len() > 1 && self.heads.contains_key(last.words))
        {
            return None;
        }
        if matches!(
            last.words,
            "Street"
                | "Road"
                | "Avenue"
                | "Square"
                | "Lane"
                | "Boulevard"
                | "River"
                | "Sea"
                | "Ocean"
                | "Award"
                | "Cup"
                | "League"
        ) && part.len() > 1
            && !self.given.contains(first.words)
            && !beside::acts(doc, words)
            && !names_item(doc, span)
        {
            return None;
        }
        // `Tropical Storm Hollin`
        let storm = part
            .iter()
            .rev()
            .nth(1)
            .is_some_and(|piece| matches!(piece.words, "Storm" | "Hurricane" | "Typhoon" | "Cyclone"));
        if storm && !self.heads.contains_key(last.words) && !beside::acts(doc, words) {
            return None;
        }
        // `Lantern Bay`: a town or a water, seldom a firm.
        if part.len() > 1 && last.words == "Bay" && !self.given.contains(first.words) && !beside::acts(doc, words) {
            return Some((span, Entity::named(EntityKind::Place, words)));
        }
        let ordinary = part.iter().all(|piece| self.common.contains(piece.words.to_lowercase().as_str()));
        let headed = part.len() > 1 && part.iter().any(|piece| self.heads.contains_key(piece.words));
        if sentence.kind == BlockKind::Heading && ordinary && !headed && !is_written_elsewhere(doc, sentence, words) {
            return None;
        }
        // `FOR IMMEDIATE RELEASE`
        // but not `1. HOLLIN DENTAL.`, which labels a passage.
        let label = matches!(sentence.kind, BlockKind::Body | BlockKind::Bullet)
            && doc.text[span.end..].starts_with(". ")
            && part.iter().any(|piece| self.is_unknown(piece.words));
        if part.len() > 1
            && is_shouted(doc.slice(sentence.span))
            && !label
            && !is_written_elsewhere_at_all(doc, sentence, part)
        {
            return None;
        }
        // `read "PAY NOW OR ELSE" on the boards`
        if part.len() > 1 && is_shouted(words) && is_quoted(doc, part) && !is_written_elsewhere(doc, sentence, words) {
            return None;
        }
        // `Key Takeaways:`
        if sentence.kind == BlockKind::Heading
            && doc.slice(sentence.span).ends_with(':')
            && !is_written_elsewhere(doc, sentence, words)
        {
            return None;
        }
        let labelled = part.len() == 1 && !TERMS.contains(&words) && self.is_labelled(doc, span);
        if part.len() == 1 && (TERMS.contains(&words) || DAYS.contains(&words) || is_file(words))
            || DAYS.contains(&last.words)
                && (part.len() == 2 || matches!(first.words, "St" | "Saint" | "World" | "International"))
            || !labelled && self.is_shouted_word(doc, part)
        {
            return None;
        }
        if part.len() == 1
            && (DIRECTIONS.contains(&words)
                || PARTS.contains(&words)
                    && doc.text[span.end..].trim_start().starts_with(|c: char| c.is_ascii_digit())
                || self.is_mere_opening(doc, sentence, span)
                    && !(sentence.kind == BlockKind::Title && beside::is_hit(doc, span))
                    && !names_item(doc, span))
        {
            return None;
        }
        let head = part
            .iter()
            .rev()
            .find_map(|piece| self.heads.get(piece.words).or_else(|| self.heads.get(title_case(piece.words).as_str())));
        let letters = part.iter().all(|piece| piece.words.chars().all(|c| c.is_alphabetic() || "-‑'’.".contains(c)));
        let given = self.given.contains(first.words)
            || first.words.split('-').next().is_some_and(|name| self.given.contains(name));
        let person = letters
            && (2..=4).contains(&part.len())
            && head.is_none()
            && (given
                || self.begins_with_a_surname(part)
                || is_speaker(doc, span)
                || self.after_role(doc, span)
                || self.before_role(doc, sentence, span))
            || self.after_honorific(doc, span);
        let mut entity = Entity::named(EntityKind::Organization, words);
        entity.sector = self.projects.get(words).copied();
        entity.reference = Reference::Name;
        if person {
            entity.kind = EntityKind::Person;
        } else if let Some(head) = head.filter(|_| part.len() > 1) {
            entity.kind = head.kind;
            // `Millbrook Unified School District`
            let schools = matches!(last.words, "District" | "Board" | "Division")
                && part.iter().any(|piece| matches!(piece.words, "School" | "Schools" | "Education"));
            entity.sector = if schools { Some(Sector::Education) } else { head.sector };
        } else if part.len() == 1 && head.is_some() && !labelled && !self.called.contains(words) {
            return None;
        }
        if entity.kind == EntityKind::Organization && beside::is_chain(doc, span) {
            entity.kind = EntityKind::Network;
        }
        Some((span, entity))
    }
}

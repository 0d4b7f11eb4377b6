//! Events that tell of one happening become one incident, and what the sentences around them say fills it.

use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::extract::Mention;
use crate::extract::date::Date;
use crate::extract::event::{ItemKind, Realis, Role};
use crate::record::{IncidentType, Scope, Status};

use crate::text::BlockKind;

use super::choose::Choice;
use super::distinct::same_sum;
use super::group::{focus, group};
use super::judge::{self, Filled, Judged};
use super::salience::Kind;
use super::{
    Draft, Story, blame, chief, chosen, confidence, country, denial, distinct, fill, flaw, heir, home, kind, logged,
    order, place, recall, reported, salience, series, time, trade, turned, undated, victim, whole,
};

/// The incidents of one article, the most important first.
pub fn assemble(story: &Story<'_>) -> Vec<Draft> {
    let kind = salience::kind(story);
    let ground = found(story, kind);
    let drafts = ground.drafts.clone();
    let by_rule: BTreeSet<usize> = drafts.iter().flat_map(|draft| draft.victims.iter().copied()).collect();
    let mut may_total = true;
    let (mut filled, mut times, mut keep) = tried(story, kind, ground, |_, score| score > judge::TRIED, may_total);
    // A series that is not told must not have taken what is of a single incident.
    if filled.series.is_some_and(|(at, _)| !keep[at]) {
        may_total = false;
        let Filled { choice, hits, tellings, .. } = filled;
        let ground = Ground { drafts: drafts.clone(), choice, hits, tellings };
        (filled, times, keep) = tried(story, kind, ground, |_, score| score > judge::TRIED, may_total);
    }
    // Doubtful ones that are not told must not have taken what is of others.
    if filled.drafts.iter().zip(&keep).any(|(draft, keep)| !keep && filled.is_doubtful(draft)) {
        let kept = filled.drafts.iter().zip(&keep).filter(|(_, keep)| **keep);
        let hit: BTreeSet<usize> = kept.flat_map(|(draft, _)| draft.victims.iter().copied()).collect();
        let may = |party, score| score > judge::ADDED || hit.contains(&party);
        let Filled { choice, hits, tellings, .. } = filled;
        (filled, times, keep) = tried(story, kind, Ground { drafts, choice, hits, tellings }, may, may_total);
    }
    judge::leave_unlikely(&mut filled, &by_rule);
    judge::settle_status(story, &mut filled);
    heir::pass_on(story, &mut filled.drafts, &keep);
    let mut drafts = Vec::new();
    for ((mut draft, time), keep) in filled.drafts.into_iter().zip(times).zip(keep) {
        draft.time = time.map(|time| time::settled(story, &draft, time));
        if keep {
            drafts.push(draft);
        }
    }
    home::bring(story, &mut drafts);
    drafts.iter_mut().for_each(judge::follow_facts);
    turned::drop_turned(&mut drafts);
    // A flaw without an id is how a theft was done, and no incident beside it.
    if drafts.iter().any(Draft::has_loss) {
        let coins = drafts.iter().any(|draft| draft.has_loss() && fill::holds_crypto(story, draft));
        drafts.retain(|draft| {
            draft.has_loss() || !draft.vulnerabilities.is_empty() || !(is_mere_flaw(draft) || coins && is_bare(draft))
        });
    }
    // What only a title tells, with no fact of its own, is told again below it.
    let repeats = |draft: &Draft| {
        let titles = draft.sentences.iter().all(|at| story.doc.sentences[*at].kind == BlockKind::Title);
        titles && draft.amounts.is_empty() && draft.affected.is_empty() && draft.data.is_empty()
    };
    if drafts.iter().any(|draft| !repeats(draft)) {
        drafts.retain(|draft| !repeats(draft));
    }
    chief::settle_by_loss(story, &mut drafts, &filled.choice);
    let order = order::by_importance(story, &drafts);
    drafts = once_each(story, order.into_iter().map(|at| drafts[at].clone()).collect());
    heir::share_flaws(&mut drafts);
    whole::join(&mut drafts, |party| filled.hits[party] > 0.0);
    series::parts(story, &mut drafts);
    heir::share_methods(&mut drafts);
    heir::share_attackers(&mut drafts);
    undated::date_the_first(story, &mut drafts);
    // Not read where there is no incident.
    let trades = LazyCell::new(|| trade::told(story));
    for draft in &mut drafts {
        distinct::as_told_below(story, &mut draft.amounts);
        draft.seats = country::seats(story, draft);
        draft.trades = trade::trades_of(story, draft, &trades);
        draft.confidence = confidence::of(story, draft);
    }
    drafts
}

/// What is judged of an article's drafts, with the dates of each and whether it is told; `may` says which parties get an incident,
/// `may_total` whether numbers may make a series.
fn tried(
    story: &Story<'_>,
    kind: Kind,
    ground: Ground,
    may: impl Fn(usize, f64) -> bool,
    may_total: bool,
) -> (Filled, Vec<Option<Mention<Date>>>, Vec<bool>) {
    let mut filled = fill(story, kind, ground, may);
    find_series(story, &mut filled, may_total);
    judge::find_owners(story, &mut filled);
    let told = told(story, &filled);
    let times = judge::times(story, &filled);
    judge::settle(story, &mut filled);
    judge::find_culprits(story, &mut filled);
    logged::settle(story, &mut filled.drafts);
    judge::find_accused(story, &mut filled);
    judge::settle_claims(story, &mut filled);
    judge::settle_stances(story, &mut filled);
    clear_spared(&mut filled.drafts, &filled.choice.spared);
    denial::settle(story, &mut filled.drafts, &filled.focus);
    let keep = judge::are_told(story, &filled, &told);
    (filled, times, keep)
}

/// The series that an article's numbers make, where they may make one, with who counts them.
fn find_series(story: &Story<'_>, filled: &mut Filled, may_total: bool) {
    if may_total {
        judge::find_series(story, filled);
    }
    judge::find_tallies(story, filled);
    let found: BTreeSet<usize> =
        filled.series.iter().map(|(at, _)| *at).chain(filled.tallies.iter().copied()).collect();
    for at in found {
        reported::of_series(story, &mut filled.drafts[at]);
    }
}

/// Days within which two dates of one victim are of one incident.
const MONTH: i32 = 31;

/// The drafts without those that tell again, of the same victim, kind and days, what one before them tells; series, the same total.
fn once_each(story: &Story<'_>, drafts: Vec<Draft>) -> Vec<Draft> {
    let days = |draft: &Draft| draft.days().filter(|(first, last)| (*last - *first).get_days() <= MONTH);
    let shares = |draft: &Draft, before: &Draft| {
        let told = |sum: usize| before.amounts.iter().any(|own| same_sum(story, own.amount, sum));
        draft.amounts.iter().any(|sum| told(sum.amount))
    };
    // `COMPASS` of a heading is `Compass`.
    let is_one = |victim: usize, other: usize| {
        let (one, two) = (&story.parties.list[victim], &story.parties.list[other]);
        victim == other || one.named && two.named && one.name.eq_ignore_ascii_case(&two.name)
    };
    let again = |draft: &Draft, before: &Draft| {
        draft.scope == Scope::Series && before.scope == Scope::Series && shares(draft, before)
            || draft.scope == Scope::Single
                && before.scope == Scope::Single
                && draft.victims.iter().any(|victim| before.victims.iter().any(|other| is_one(*victim, *other)))
                && !draft.types.is_disjoint(&before.types)
                && days(draft).zip(days(before)).is_some_and(|(own, other)| own.0 <= other.1 && other.0 <= own.1)
    };
    let mut kept: Vec<Draft> = Vec::new();
    for draft in drafts {
        if !kept.iter().any(|before| again(&draft, before)) {
            kept.push(draft);
        }
    }
    kept
}

/// Everything that is judged in an article, for learning.
pub fn judged(story: &Story<'_>) -> Judged {
    let kind = salience::kind(story);
    let ground = found(story, kind);
    let [victims, unnamed] = judge::victims(story, &ground.drafts, &ground.choice);
    let mut filled = fill(story, kind, ground, |_, score| score > judge::TRIED);
    let series = judge::numbers(story, &filled);
    find_series(story, &mut filled, true);
    let owners = judge::owners(story, &filled);
    judge::find_owners(story, &mut filled);
    let told = told(story, &filled);
    Judged { victims, unnamed, series, owners, ..judge::observed(story, &mut filled, &told) }
}

/// What is known of an article before its incidents are filled, however often that is tried.
struct Ground {
    /// The incidents that rules and choices find, with whom they hit.
    drafts: Vec<Draft>,
    choice: Choice,
    /// As in [`Filled`].
    hits: Vec<f64>,
    tellings: judge::Tellings,
}

fn found(story: &Story<'_>, kind: Kind) -> Ground {
    let mut drafts = group(story);
    name_the_first(story, &mut drafts);
    let choice = Choice::of(story);
    for draft in &mut drafts {
        draft.victims.retain(|victim| !choice.spared.contains(victim));
    }
    chief::settle(story, &mut drafts, kind, &choice);
    chosen::incident(story, &mut drafts, &choice);
    victim::name_the_first(story, &mut drafts);
    chosen::victim(story, &mut drafts, &choice);
    recall::add(story, &mut drafts);
    let hits = judge::hits(story, &drafts, &choice);
    Ground { drafts, choice, hits, tellings: judge::Tellings::of(story) }
}

/// What the rules and the choices of an article tell of its incidents; `may` says which parties get one that no rule gave them.
fn fill(story: &Story<'_>, kind: Kind, ground: Ground, may: impl Fn(usize, f64) -> bool) -> Filled {
    let Ground { mut drafts, choice, hits, tellings } = ground;
    judge::find_victims(story, &mut drafts, &choice, &hits, may);
    let focus = focus(story, &drafts);
    for draft in &mut drafts {
        kind::propose(story, draft);
    }
    fill::sums(story, &mut drafts, &focus);
    chosen::loss(story, &mut drafts, &choice);
    fill::counts(story, &mut drafts, &focus);
    fill::things(story, &mut drafts, &focus);
    blame::attackers(story, &mut drafts, &focus);
    chosen::attacker(story, &mut drafts, &choice);
    clear_spared(&mut drafts, &choice.spared);
    reported::by(story, &mut drafts, &focus);
    for draft in &mut drafts {
        draft.place = place::of(story, draft);
    }
    for draft in &mut drafts {
        draft.attacks = draft.sentences.iter().find_map(|sentence| series::attacks(story, &story.phrases[*sentence]));
        series::mark(story, draft);
    }
    time::times(story, &mut drafts, &focus);
    chosen::day(story, &mut drafts, &choice);
    for (at, draft) in drafts.iter_mut().enumerate() {
        kind::settle(story, draft, |sentence| focus[sentence] == Some(at));
    }
    for draft in &mut drafts {
        flaw::settle(story, draft);
    }
    Filled {
        drafts,
        focus,
        choice,
        kind,
        series: None,
        tallies: BTreeSet::new(),
        owners: BTreeMap::new(),
        hits,
        tellings,
    }
}

/// Who was not hit, as the text says, did it even less: what rules say otherwise is no sign for the weights, and what they add does not stay.
fn clear_spared(drafts: &mut [Draft], spared: &BTreeSet<usize>) {
    for draft in drafts {
        draft.attackers.retain(|attacker| !spared.contains(attacker));
        draft.claims.retain(|claim| !spared.contains(&claim.attacker));
    }
}

/// Of each draft whether the rules say that it is told.
fn told(story: &Story<'_>, filled: &Filled) -> Vec<bool> {
    let Filled { drafts, choice, kind, .. } = filled;
    let sure = chosen::sure(story, drafts, choice);
    let absent = choice.kinds.are_absent();
    let told = |(at, draft): (usize, &Draft)| {
        Some(at) == sure || (draft.chief && !draft.tried || !absent) && is_told(story, draft, *kind)
    };
    drafts.iter().enumerate().map(told).collect()
}

/// The first incident of an article that names no victim hits the organisation that the article is about.
fn name_the_first(story: &Story<'_>, drafts: &mut [Draft]) {
    let named = |draft: &Draft| {
        draft.victims.iter().any(|victim| story.parties.list[*victim].named || story.parties.list[*victim].plural)
    };
    let taken: Vec<usize> = drafts.iter().flat_map(|draft| draft.victims.clone()).collect();
    let Some(first) = drafts.first_mut().filter(|draft| !named(draft)) else { return };
    if let Some(party) = story.topic.filter(|party| !taken.contains(party)) {
        first.victims = vec![party];
        first.inferred = true;
    }
}

/// Whether a draft says no more than that somebody was attacked.
fn is_bare(draft: &Draft) -> bool {
    draft.types.iter().eq([&IncidentType::Intrusion])
        && draft.amounts.is_empty()
        && draft.affected.is_empty()
        && draft.attackers.is_empty()
}

/// Whether a draft tells of nothing but a flaw.
fn is_mere_flaw(draft: &Draft) -> bool {
    draft
        .types
        .iter()
        .all(|kind| matches!(kind, IncidentType::VulnerabilityDisclosure | IncidentType::VulnerabilityPatch))
}

/// Whether a draft says enough to be an incident: somebody or something was hit, and it is told as a happening.
fn is_told(story: &Story<'_>, draft: &Draft, kind: Kind) -> bool {
    let actual = draft.events.iter().filter(|event| story.events[**event].doubt.is_none()).count();
    let named = draft.victims.iter().any(|victim| story.parties.list[*victim].named);
    // Signs of an open store, and a list of what lay in it.
    let signs = draft.events.iter().any(|event| story.events[*event].rule == "signs");
    let listed = signs && (draft.data.len() > 1 || !draft.affected.is_empty());
    let facts = usize::from(draft.time.is_some() || kind == Kind::News && draft.reported.is_some())
        + usize::from(!draft.amounts.is_empty())
        + usize::from(!draft.affected.is_empty())
        + usize::from(listed)
        + usize::from(!draft.attackers.is_empty())
        + usize::from(!draft.vulnerabilities.is_empty());
    if draft.listed {
        return kind == Kind::News && named && facts > 0;
    }
    // Banks are robbed with a note, too.
    if draft.types.iter().eq([&IncidentType::Theft]) && !salience::is_of_the_field(story) {
        return false;
    }
    let doubtful = draft.status != Status::Occurred;
    if draft.chief && !draft.tried && !doubtful && draft.has_loss() {
        return true;
    }
    // A flaw with an id is news by itself.
    if actual > 0 && !draft.vulnerabilities.is_empty() && draft.victims.is_empty() {
        return true;
    }
    if kind != Kind::News {
        // An article about something else may recall an incident, but then it says what, when and how much.
        let cyber = draft.sentences.iter().any(|sentence| salience::speaks_of_crime(story, *sentence));
        let recalled = kind == Kind::Unclear || draft.events.iter().any(|at| is_recalled(story, draft, *at));
        return named && facts > 1 && actual > 0 && cyber && draft.time.is_some() && recalled;
    }
    // A lone word of theft without a sum, or of a leak without a victim of its own, tells too little.
    let bare = draft.amounts.is_empty() && draft.affected.is_empty() && draft.attackers.is_empty();
    let lone = draft.events.len() == 1;
    let poor = draft.amounts.is_empty() && !listed;
    if lone && (draft.inferred && poor || bare && draft.types.iter().eq([&IncidentType::Theft])) {
        return false;
    }
    if draft.inferred && poor && draft.affected.is_empty() && draft.time.is_none() {
        return false;
    }
    // Firms at large are nobody's victims unless the text counts them or names who hit them.
    let at_large = !draft.victims.is_empty() && draft.victims.iter().all(|victim| story.parties.list[*victim].plural);
    let measured = !draft.amounts.is_empty();
    if at_large && draft.attacks.is_none() && draft.attackers.is_empty() && draft.time.is_none() && !measured {
        return false;
    }
    (actual > 0 || doubtful)
        && (named && (facts > 0 || draft.events.len() > 1) || facts > 1 || !draft.victims.is_empty() && facts > 0)
}

/// "In September 2020, thieves siphoned $29 million from it": an event of the past with who, when and how much in one
/// sentence.
fn is_recalled(story: &Story<'_>, draft: &Draft, event: usize) -> bool {
    let event = &story.events[event];
    let word = story.doc.slice(event.trigger);
    let told = (!word.ends_with('s') || word.ends_with("ss")) && event.realis == Realis::Actual;
    let items = &story.phrases[event.sentence].items;
    let dated = items.iter().any(|item| matches!(item.kind, ItemKind::Date(_)));
    let fact = event.spans(Role::Amount).chain(event.spans(Role::CompromisedData)).next().is_some()
        || items.iter().any(|item| matches!(item.kind, ItemKind::Amount(_)));
    let hit = |span| story.party_at(span).is_some_and(|party| draft.victims.contains(&party));
    told && dated && fact && event.spans(Role::Victim).any(hit)
}

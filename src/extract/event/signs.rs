//! What happened where no sentence has a plain word for it: signs that say little alone and much together. `the cottages
//! that they did not own`, `paid a deposit`, `detectives`: a fraud; `no password`, `anyone could read`: data left open.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;

use super::{Event, EventKind, ItemKind, Phrase, Realis};
use crate::text::regex;

/// Pretence and false promises.
static DECEIT: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"\b(?:fake[ds]?|false|bogus|forged|counterfeit|cloned|imitation|lookalike|look-alike|phon(?:e)?y|sham|supposed(?:ly)?|purported(?:ly)?|so-called|invented|fictitious|non-existent|nonexistent|made-up|impostors?|imposters?|impersonat\w+|pretend(?:ed|ing|s)?|pos(?:ed|ing|es) as|passed (?:himself|herself|themselves|itself) off|deceiv\w+|deception|deceit|trick(?:ed|ing|ery)?|dup(?:ed|ing)|fool(?:ed|ing)|lur(?:ed|ing)|persuad(?:ed|ing)|talked (?:him|her|them|people|victims) into|convinc(?:ed|ing)|coax(?:ed|ing)|promis(?:ed|ing)|swindl\w+|conned|con artists?|con m[ae]n|cheat(?:ed|ing|s)?|scams?|scamm\w+|fraud\w*|defraud\w*|(?:did|does|do) not (?:own|exist)|never (?:existed|owned|arrived|came|delivered|sent|intended)|who (?:said|claimed) (?:he|she|they) (?:was|were)|claimed to be|claiming to be|calling (?:himself|herself|themselves)|looked like (?:that|those|the)|deepfakes?|computed from|puppet|under a false|in the name of|thought (?:was|were|he|she|they|it)|believed (?:was|were|to be|he|she|they)|new (?:bank )?account (?:number|details)|changed? (?:of )?bank|ponzi|pyramid|no such|(?:was|were) not (?:him|her|them|real|genuine)|(?:was|were) really|reading along|dating (?:site|app|platform)|romance|scripts?|call cent(?:re|er)s?|fell in love|copy of the|(?:his|her|their|its|an employee's|the manager's) (?:mailbox|inbox)|expensive email|provider(?:'s|’s)? account|hijacked (?:mailbox|account|email))\b",
    )
});
/// Money that leaves its owner.
static PAYMENT: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"\b(?:paid|pay|paying|payments?|transferr\w+|transfers?|wired|wires|sent|send|sending|deposits?|deposited|invest(?:ed|ing|ments?)?|handed over|parted with|savings|lost|losing|losses|out of pocket|took|taken|collected|pocketed|money|bought|buying|left|went out|went|gone|vanished|disappeared|missing|arrived|traced)\b",
    )
});
/// Who comes when it was a crime, or what is said then.
static LAW: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"\b(?:police|detectives?|officers|prosecutors?|investigators?|arrest\w*|charged|court|fbi|interpol|europol|detained|suspects?|suspected|victims?|jailed|sentenced|pleaded|custody|raided|raid|indictment|called back|called the money back|called \S+ \S+ back|crimin\w+)\b",
    )
});
/// What swindlers send.
static LURE: LazyLock<Regex> =
    LazyLock::new(|| regex(r"\b(?:text messages?|texts?|sms|e-?mails?|messages?|letters?|advert(?:isement)?s?)\b"));
/// Where it leads.
static PAGE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"\b(?:(?:copy|imitation|replica) of|(?:fake|false|bogus|cloned|counterfeit|look-?alike) \w*\s?(?:page|site|website|login|portal|shop)|(?:led|links?|linked|pointed|directed) to an? \w*\s?(?:page|site|website|form)|looked (?:exactly )?like (?:that|the (?:page|site|website|login)))\b",
    )
});
/// What is given away there.
static TYPED: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"\b(?:entered|typed|filled in|keyed in|gave away|bank card|card numbers?|passwords?|pins?|log-?in|credentials|codes?|tans?)\b",
    )
});
/// Who quarrels before a court, or does business.
static CIVIL: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"\b(?:lawsuit|sued|suing|sues|plaintiffs?|merger|breach of contract|valuation|takeover|trademark|patents?|injunction|dividend)\b",
    )
});
static COINS: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"\b(?:crypto\w*|tokens?|wallets?|bitcoins?|ether|ethereum|defi|blockchain|stablecoins?|usdt|eth|btc)\b")
});
/// What a letter to those concerned says.
static NOTICE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"\b(?:(?:we|i) (?:were|was|have been|are|am) (?:informed|notified|told|notifying|writing to)|(?:are|is|were|was) affected|concerns you|your (?:name|email|e-mail|address|data|details|information|account)|(?:reported|notified) (?:the matter|this|it|the incident)? ?(?:to )?the (?:information commissioner|data protection|regulator|authority|police)|information commissioner|data protection (?:authority|commissioner|agency|office)|sorry|apologi[sz]e|notif(?:y|ied|ying|ication)|letters?|free credit monitoring|identity protection|as a precaution|change (?:your|their) passwords?)\b",
    )
});
/// How data leave their owner.
static TAKEN: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"\b(?:(?:was|were|been|had|have|has) (?:\w+ly )?(?:taken|copied|accessed|viewed|downloaded|obtained|removed|opened|seen|stolen|lost|acquired)|got (?:hold of|at|access)|without (?:permission|authori[sz]ation|authority)|unauthori[sz]ed|gained access|a stranger|somebody else|someone else|in the wrong hands|turned up|ended up)\b",
    )
});
/// What could be read by anybody.
static OPEN: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"\b(?:(?:no |without (?:a |any )?|needed no |asked for no |lacked (?:a |any )?)(?:password|passwords|login|log-in|authentication|access control|protection|credentials)|anyone (?:who|with|could|on)|anybody (?:who|with|could)|any (?:visitor|user|browser)|could be (?:read|seen|viewed|opened|downloaded|reached|called up|found)|could (?:read|see|view|download|open|call up|leaf through)|was able to (?:read|see|view|download|open)|were (?:visible|readable|open)|(?:was|lay|stood|sat|been) (?:open|visible|readable|unprotected|unsecured|public|online)|publicly|unprotected|unsecured|misconfigur\w+|search engines?|indexed|by (?:changing|counting up|guessing|raising) (?:the|a|one)|wrong (?:setting|permissions?)|(?:see|saw|read|view|viewed|opened) (?:the )?\w+ of (?:other|others|strangers)|(?:was|were) shown|not theirs|(?:of|about|belonging to) other (?:people|customers|users|patients|clients|members)|strangers?|programming (?:mistake|error)|set to public|open to (?:anyone|the|all))\b",
    )
});
/// Where data lie.
static STORE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"\b(?:servers?|databases?|app|chat|clusters?|buckets?|storage|cloud|folders?|directory|portals?|apis?|interface|endpoint|links?|spreadsheets?|backups?|dashboards?|repositor\w+|archives?|web ?sites?|address(?:es)?)\b",
    )
});
/// Those who watch for a state or for pay.
static SPIES: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"\b(?:sp(?:y|ies|ied|ying)|cyberspies|espionage|eavesdrop\w*|surveillance|intelligence (?:service|agency|officers?)|state-(?:backed|sponsored|linked)|embass(?:y|ies)|ambassadors?|diplomats?|foreign ministry|dissidents?|military intelligence|working for (?:a|the) \w+ (?:state|government)|works for the \w+ (?:state|government)|snoop\w*)\b",
    )
});
/// What they do with what they find.
static READING: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"\b(?:read|reading|listened|listening|looked up|watched|watching|copied|copying|monitored|intercepted|recorded|took|taken|collected|gathered|combed|harvested|forwarded)\b",
    )
});
/// What they look for.
static MAIL: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"\b(?:mail|e-?mails?|messages?|correspondence|calls|inbox(?:es)?|mailbox(?:es)?|documents?|files|cables|conversations)\b",
    )
});
/// How they got in and stayed.
static INSIDE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"\b(?:intruders?|entered|got in|got into|back ?doors?|implants?|foothold|settl\w+ (?:in|inside)|sat (?:in|inside)|lurk\w+|undetected|unnoticed|malware|intrusion|strangers|let in|planted|attachment|hacking|hackers?|attackers?|inside (?:its|the|their|two|three) \w*\s?(?:networks?|systems?|operators?)|access)\b",
    )
});
/// Sentences that only imagine.
static IMAGINED: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"\b(?:if|would|should|might|survey|respondents|exercise|simulat\w+|novel|film|imagine|tips?|never (?:give|share|click|pay)|always|how to|avoid|beware|report (?:any|it|them)|in general|typically|usually|often)\b",
    )
});

/// From how many points on the signs together tell of something.
const ENOUGH: usize = 6;

/// One sentence as its signs see it.
struct Line {
    text: String,
    sums: usize,
    data: usize,
    imagined: bool,
}

/// Adds an event of a kind of which much speaks and which no other event tells.
pub(super) fn add(phrases: &[Phrase], events: &mut Vec<Event>) {
    let lines: Vec<Line> = phrases.iter().map(line).collect();
    let actual = |kinds: &[EventKind]| {
        events.iter().filter(|event| kinds.contains(&event.kind) && event.realis == Realis::Actual).count()
    };
    use EventKind::{Databreach, Disruption, Fraud, Intrusion, Phishing, Ransom, Theft};
    let mut found = Vec::new();
    // Articles about coins have words of their own for what is done to them.
    if lines.iter().filter(|line| COINS.is_match(&line.text)).count() > 2 {
        return;
    }
    // Coins are stolen from those who keep them, and the words of theft say so.
    let coins = lines.iter().any(|line| COINS.is_match(&line.text));
    let thefts = if coins { 2 } else { 4 };
    if actual(&[Fraud, Phishing]) == 0 && actual(&[Intrusion, Ransom, Disruption]) == 0 && actual(&[Theft]) < thefts {
        found.extend(fraud(&lines).map(|at| (at, Fraud, &DECEIT)));
    }
    if actual(&[Phishing, Ransom, Disruption, Intrusion]) == 0 && !coins {
        found.extend(phishing(&lines).map(|at| (at, Phishing, &LURE)));
    }
    if actual(&[Databreach]) < 2 && actual(&[Ransom]) < 2 {
        found.extend(exposure(&lines).map(|at| (at, Databreach, &OPEN)));
    }
    if actual(&[Databreach, Ransom, Theft, Fraud, Intrusion]) == 0 {
        found.extend(notice(&lines).map(|at| (at, Databreach, &TAKEN)));
    }
    if actual(&[Databreach, Ransom, Theft, Fraud]) == 0 {
        found.extend(spying(&lines).map(|at| (at, Databreach, &READING)));
    }
    for (at, kind, family) in found {
        let items = &phrases[at].items;
        let sign = items.iter().find(|item| family.is_match(&item.low));
        let Some(trigger) = sign.or_else(|| items.iter().find(|item| item.kind == ItemKind::Word)) else { continue };
        events.push(Event {
            kind,
            trigger: trigger.span,
            realis: Realis::Actual,
            doubt: None,
            arguments: vec![],
            sentence: phrases[at].sentence,
            rule: "signs",
            confidence: 30,
            incident: None,
        });
    }
    events.sort_by_key(|event| (event.sentence, event.trigger.start));
}

fn line(phrase: &Phrase) -> Line {
    let words: Vec<&str> = phrase.items.iter().map(|item| item.low.as_str()).collect();
    let text = words.join(" ");
    Line {
        sums: (0..phrase.items.len()).filter(|at| phrase.is_sum(*at)).count(),
        data: phrase.items.iter().filter(|item| matches!(item.kind, ItemKind::Data(_))).count(),
        imagined: IMAGINED.is_match(&text),
        text,
    }
}

/// The different words of a family in the lines that tell of something.
fn words(lines: &[Line], family: &Regex) -> usize {
    let told = lines.iter().filter(|line| !line.imagined);
    let found: BTreeSet<&str> =
        told.flat_map(|line| family.find_iter(&line.text)).map(|found| found.as_str()).collect();
    found.len()
}

/// The first line that most speaks for by `weight`.
fn strongest(lines: &[Line], weight: impl Fn(usize) -> usize) -> Option<usize> {
    let lines = (0..lines.len()).filter(|at| !lines[*at].imagined);
    lines.map(|at| (weight(at), std::cmp::Reverse(at))).max().filter(|(weight, _)| *weight > 0).map(|(_, at)| at.0)
}

/// A pretence, money that was paid on it, and somebody who looks into it.
fn fraud(lines: &[Line]) -> Option<usize> {
    let near = |at: usize| &lines[at.saturating_sub(2)..lines.len().min(at + 3)];
    let weight = |at: usize| {
        let paid = near(at).iter().any(|line| line.sums > 0 && PAYMENT.is_match(&line.text));
        if DECEIT.is_match(&lines[at].text) && paid { 1 + usize::from(lines[at].sums > 0) } else { 0 }
    };
    let places = (0..lines.len()).filter(|at| !lines[*at].imagined && weight(*at) > 0).count();
    let score = 2 * places.min(2) + words(lines, &DECEIT).min(3) + words(lines, &LAW).min(3);
    let score = score.saturating_sub(words(lines, &CIVIL));
    if places > 0 && score >= ENOUGH { strongest(lines, weight) } else { None }
}

/// Messages that lead to a page where somebody types what he should keep to himself.
fn phishing(lines: &[Line]) -> Option<usize> {
    let near = |at: usize, family: &Regex| {
        lines[at.saturating_sub(2)..lines.len().min(at + 3)].iter().any(|line| family.is_match(&line.text))
    };
    let weight = |at: usize| usize::from(LURE.is_match(&lines[at].text) && near(at, &PAGE) && near(at, &TYPED));
    if words(lines, &LAW) + words(lines, &DECEIT) > 1 { strongest(lines, weight) } else { None }
}

/// A store that anybody could look into, and what lay in it.
fn exposure(lines: &[Line]) -> Option<usize> {
    let weight = |at: usize| match (OPEN.is_match(&lines[at].text), STORE.is_match(&lines[at].text)) {
        (true, true) => 2,
        (true, false) => 1,
        _ => 0,
    };
    let data: usize = lines.iter().map(|line| line.data).sum();
    let score = 2 * words(lines, &OPEN).min(2) + words(lines, &STORE).min(2) + data.min(3);
    if words(lines, &OPEN) > 1 && data > 1 && score >= ENOUGH { strongest(lines, weight) } else { None }
}

/// Somebody is told that data left their owner.
fn notice(lines: &[Line]) -> Option<usize> {
    let weight = |at: usize| {
        let data: usize = lines[at..lines.len().min(at + 3)].iter().map(|line| line.data).sum();
        if TAKEN.is_match(&lines[at].text) { data.min(2) } else { 0 }
    };
    let data: usize = lines.iter().map(|line| line.data).sum();
    let taken = words(lines, &TAKEN);
    let score = 2 * taken.min(2) + words(lines, &NOTICE).min(4) + data.min(2);
    if taken > 0 && data > 1 && score > ENOUGH { strongest(lines, weight) } else { None }
}

/// Spies who read what others wrote.
fn spying(lines: &[Line]) -> Option<usize> {
    let mail = |at: usize| usize::from(MAIL.is_match(&lines[at].text));
    let weight = |at: usize| if READING.is_match(&lines[at].text) { lines[at].data.max(mail(at)).min(2) } else { 0 };
    let read = (0..lines.len()).any(|at| weight(at) > 0 && !lines[at].imagined);
    let score = 2 * words(lines, &SPIES).min(2) + words(lines, &INSIDE).min(3) + 2 * usize::from(read);
    if read && words(lines, &SPIES) > 0 && score >= ENOUGH { strongest(lines, weight) } else { None }
}

//! `Quornex with $308 million`, `$37 million from the payment processor Peckwell`, `Oldmoor paid $1.1 million`: whose sum it is by a
//! name right beside it, in a sentence that tells of several incidents.

use crate::extract::entity::EntityKind;
use crate::extract::event::{ItemKind, Phrase};

use super::fill::Owner;
use super::{Draft, Story};

/// What a victim does with money, right before the sum.
const DOES: &[&str] = &["paid", "lost", "wired", "transferred", "pays", "loses", "lose", "losing", "paying", "wiring"];

/// Whose the sum or count at item `at` is by the organisation that is named beside it.
pub(super) fn owner(story: &Story<'_>, drafts: &[Draft], phrase: &Phrase, at: usize) -> Owner {
    let beside = Beside { story, phrase, at };
    let Some((party, lost)) = beside.behind().or_else(|| beside.before()) else { return Owner::Nobody };
    match drafts.iter().position(|draft| draft.victims.contains(&party)) {
        Some(draft) => Owner::Draft(draft),
        None if lost && drafts.iter().any(|draft| !draft.victims.is_empty()) => Owner::Stranger,
        None => Owner::Nobody,
    }
}

struct Beside<'s, 'a> {
    story: &'s Story<'a>,
    phrase: &'s Phrase,
    at: usize,
}

impl Beside<'_, '_> {
    /// The organisation named at an item.
    fn named(&self, index: usize) -> Option<usize> {
        let item = self.phrase.items.get(index).filter(|item| matches!(item.kind, ItemKind::Entity(_)))?;
        let party = self.story.party_of(item)?;
        let known = &self.story.parties.list[party];
        (known.named && known.kind == EntityKind::Organization).then_some(party)
    }

    fn word(&self, index: usize) -> &str {
        self.phrase.word(Some(index))
    }

    /// `$37 million (was taken) from the payment processor Peckwell`: the party, and whether the words say that it lost the sum.
    fn behind(&self) -> Option<(usize, bool)> {
        let from = (self.at + 1..=self.at + 4).find(|index| self.word(*index) == "from")?;
        let free = (self.at + 1..from).all(|index| {
            let item = &self.phrase.items[index];
            matches!(item.kind, ItemKind::Trigger(_)) || matches!(item.kind, ItemKind::Word) && item.low != "and"
        });
        let party = (from + 1..=from + 5)
            .take_while(|index| {
                let item = self.phrase.items.get(*index);
                item.is_some_and(|item| !matches!(item.kind, ItemKind::Amount(_) | ItemKind::Mark))
            })
            .find_map(|index| self.named(index))
            .filter(|_| free)?;
        Some((party, true))
    }

    /// `Quornex with`, `Quornex of Japan with`, `Quornex, from which`, `Quornex,`, `Quornex paid`
    fn before(&self) -> Option<(usize, bool)> {
        let last = self.at.checked_sub(1)?;
        let word = self.word(last);
        let which = word == "which" && last > 0 && self.word(last - 1) == "from";
        let led = word == "with" || which || DOES.contains(&word);
        let listed = matches!(word, "," | ":") && matches!(self.word(self.at + 1), ";" | "," | "and" | "." | "");
        if !led && !listed {
            return None;
        }
        let reach = if listed { 1 } else { 5 };
        let party = (last.saturating_sub(reach)..last)
            .rev()
            .take_while(|index| {
                let item = &self.phrase.items[*index];
                let clause = matches!(item.low.as_str(), ";" | "and" | "but" | "while" | "." | ":");
                !clause && !matches!(item.kind, ItemKind::Amount(_))
            })
            .find_map(|index| self.named(index))?;
        Some((party, which || word == "lost"))
    }
}

#[cfg(test)]
mod tests {
    use crate::article::Article;
    use crate::pipeline::Pipeline;

    #[test]
    fn names_beside_sums_say_whose_they_are() {
        let text = "Three exchanges robbed\n\nThe crypto exchange Quornex was hacked on 3 May 2021. Peckwell Trade, another exchange, was \
                    hacked on 8 June 2021. Oldmoor Exchange was hacked on 9 July 2021.\n\nAmong the victims were Quornex, \
                    from which $4 million was stolen, Peckwell Trade, from which $9 million was stolen, and Oldmoor Exchange, from which \
                    $11 million was stolen.";
        let article = Article { id: "t".into(), text: text.into(), ..Article::default() };
        let record = Pipeline::new().record(&article);
        for (name, value) in [("Quornex", 4), ("Peckwell Trade", 9), ("Oldmoor Exchange", 11)] {
            let incident =
                record.incidents.iter().find(|incident| incident.victims.iter().any(|victim| victim.name == name));
            let sums: Vec<_> = incident.expect("its incident").amounts.iter().filter_map(|sum| sum.value).collect();
            assert_eq!(sums, [(value * 1_000_000).into()], "{name}");
        }
    }
}

//! `Quornex, an exchange, was hacked. The thieves took $4 million.`: what a paragraph that names one victim alone tells is of that
//! victim's incident, whatever stands in the paragraphs around it.

use crate::record::Scope;
use crate::text::Span;

use super::draft::RoledAmount;
use super::{Draft, Story, distinct};

/// Gives sums and counts to the one incident whose victim their paragraph names before them, where it does not name the victim of the
/// incident that has them (59 of 63 in gold).
pub(super) fn bring(story: &Story<'_>, drafts: &mut [Draft]) {
    for from in 0..drafts.len() {
        if drafts[from].scope != Scope::Single {
            continue;
        }
        for sum in drafts[from].amounts.clone() {
            let span = story.mentions.amounts[sum.amount].span;
            let Some(to) = home(story, drafts, from, span) else { continue };
            drafts[from].amounts.retain(|own| own.amount != sum.amount);
            let told = |own: &RoledAmount| distinct::same_sum(story, own.amount, sum.amount);
            if !drafts[to].amounts.iter().any(told) {
                drafts[to].amounts.push(sum);
            }
        }
        for count in drafts[from].affected.clone() {
            let span = story.mentions.amounts[count].span;
            let Some(to) = home(story, drafts, from, span) else { continue };
            drafts[from].affected.retain(|own| *own != count);
            drafts[to].affected.push(count);
            drafts[to].affected = distinct::counts(story, &drafts[to].affected);
        }
    }
}

/// The only single incident whose victim the paragraph of a span names, if it does so before the span and does not name that of `from`.
fn home(story: &Story<'_>, drafts: &[Draft], from: usize, span: Span) -> Option<usize> {
    let block = story.doc.block_at(span.start)?;
    let named = |draft: &Draft, end: usize| {
        let mut spans = draft.victims.iter().flat_map(|victim| &story.parties.list[*victim].mentions);
        spans.any(|name| {
            name.end <= end
                && story.doc.slice(*name).starts_with(char::is_uppercase)
                && story.doc.block_at(name.start) == Some(block)
        })
    };
    if named(&drafts[from], usize::MAX) {
        return None;
    }
    let mut others = (0..drafts.len())
        .filter(|at| *at != from && drafts[*at].scope == Scope::Single && named(&drafts[*at], usize::MAX));
    let to = others.next()?;
    (others.next().is_none() && named(&drafts[to], span.start)).then_some(to)
}

#[cfg(test)]
mod tests {
    use crate::article::Article;
    use crate::pipeline::Pipeline;

    #[test]
    fn a_paragraph_tells_of_the_victim_that_it_names() {
        let text = "Two exchanges robbed\n\nThe crypto exchange Quornex was hacked on 3 May 2021. The thieves took $4 million \
                    from its wallets.\n\nPeckwell Trade, another exchange, was hacked on 8 June 2021. The thieves took $9 million \
                    from its wallets.";
        let article = Article { id: "t".into(), text: text.into(), ..Article::default() };
        let record = Pipeline::new().record(&article);
        for (name, value) in [("Quornex", 4), ("Peckwell Trade", 9)] {
            let incident =
                record.incidents.iter().find(|incident| incident.victims.iter().any(|victim| victim.name == name));
            let sums: Vec<_> = incident.expect("its incident").amounts.iter().filter_map(|sum| sum.value).collect();
            assert_eq!(sums, [(value * 1_000_000).into()], "{name}");
        }
    }
}

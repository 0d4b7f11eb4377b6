//! Words that set somebody beside others who were hit: `Nor was Quornex the only one. Peckwell Trade …`, `a similar theft at …`.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;

use super::super::Story;
use super::super::choose::Add;
use crate::text::{BlockKind, regex};

static WORDS: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?xi)
          (?: \b (?: not | hardly | nor | neither ) | n[’']t ) \s (?: \w+ \s ){0,3} (?: first | only | alone | isolated ) \b
        | \b (?: second | third | fourth ) \s (?: \w+ \s )? (?: time | attack | breach | incident | hack | theft | case | victim ) \b
        | \b before [.,:;?]
        | \b once \s before \b
        | \b (?: others? | another | further | more ) \s (?: \w+ \s )?
          (?: cases? | victims? | firms? | companies | attacks? | incidents? | names? | banks? | towns? | hospitals? | schools? ) \b
        | \b same \s (?: way | manner | boat | fashion | week | month | day | year | hole | attack | group | gang | bug | trick | thing ) \b
        | \b (?: similar | similarly | compared? | parallels? | too | likewise | reminders? | recall | recalls | recalled ) \b
        | \b good \s company \b
        | \b also \s (?: hit | caught | affected | fell ) \b
        | \b earlier \s (?: this | in \s the ) \s (?: year | month | week ) \b
        ",
    )
});

/// Mentions up to which a party may be one that is only set beside others.
const MENTIONS: usize = 3;

/// Where a party is named beside such words: in their sentence or the one behind it, as the first there or not.
pub(super) fn signs(story: &Story<'_>, party: usize, add: Add<'_>) {
    let mentions = &story.parties.list[party].mentions;
    if mentions.len() > MENTIONS {
        return;
    }
    let told: BTreeSet<usize> = mentions.iter().filter_map(|span| story.doc.sentence_at(span.start)).collect();
    for sentence in told {
        let sentences = &story.doc.sentences;
        let says = |at: usize| {
            matches!(sentences[at].kind, BlockKind::Body | BlockKind::Bullet)
                && WORDS.is_match(story.doc.slice(sentences[at].span))
        };
        let behind =
            || sentence > 0 && sentences[sentence - 1].block == sentences[sentence].block && says(sentence - 1);
        let named = story.parties.in_sentence(story.doc, sentence);
        let first = named.into_iter().find(|other| story.parties.list[*other].named) == Some(party);
        add(
            "words of likeness",
            match (says(sentence), first) {
                (true, true) => "in its sentence, named first",
                (true, false) => "in its sentence",
                (false, _) if !behind() => continue,
                (false, true) => "before its sentence, named first",
                (false, false) => "before its sentence",
            },
        );
    }
}

#[cfg(test)]
mod tests {
    use super::WORDS;

    #[test]
    fn words_of_likeness_are_told_from_others() {
        for text in [
            "Nor was Quornex the only one.",
            "The region has been here before.",
            "Peckwell lost its files in the same week.",
        ] {
            assert!(WORDS.is_match(text), "{text}");
        }
        for text in ["Quornex lost $4 million.", "The thieves came before dawn."] {
            assert!(!WORDS.is_match(text), "{text}");
        }
    }
}

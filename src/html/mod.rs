//! Pages for eyes: incidents for readers, and (for developers) the program beside its gold.
//!
//! A page is one file that loads nothing: style and script stand inside it, and its content policy forbids the rest.

pub mod check;
mod kind;
pub mod report;
mod shell;

/// `3 incidents`, `No incident`
fn counted(number: usize, noun: &str) -> String {
    match number {
        0 => format!("No {noun}"),
        1 => format!("1 {noun}"),
        _ => format!("{number} {noun}s"),
    }
}

/// At most `most` characters: labels of drawings cannot wrap.
fn clip(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let kept: String = text.chars().take(most - 1).collect();
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_cut_by_characters() {
        for (text, expected) in [("abc", "abc"), ("abcde", "abc…"), ("é😀éé", "é😀éé"), ("ab cdef", "ab…")]
        {
            assert_eq!(clip(text, 4), expected);
        }
    }
}

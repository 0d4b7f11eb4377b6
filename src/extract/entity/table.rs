//! Rows of the tab-separated lexicons under `models/lexicons`.

/// The rows of an embedded table, comment lines left out; a missing column reads as empty.
pub(super) fn rows<const N: usize>(table: &'static str) -> impl Iterator<Item = [&'static str; N]> {
    table.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).map(|line| {
        let mut columns = line.split('\t');
        std::array::from_fn(|_| columns.next().unwrap_or("").trim())
    })
}

/// The items of a list column, `|` between them.
pub(super) fn list(column: &'static str) -> impl Iterator<Item = &'static str> {
    column.split('|').map(str::trim).filter(|item| !item.is_empty())
}

/// `None` for an empty column.
pub(super) fn some(column: &'static str) -> Option<&'static str> {
    (!column.is_empty()).then_some(column)
}

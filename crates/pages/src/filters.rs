//! Filters that templates use. There is exactly one way to put HTML into a page that was not written in a template:
//! the pictures that this crate draws itself.

/// Paragraphs of a plain text: escaped, an empty line makes a new paragraph.
pub(crate) fn paragraphs(text: &str) -> Vec<&str> {
    text.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty()).collect()
}

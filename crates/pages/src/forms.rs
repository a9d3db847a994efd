//! A form as a page shows it: what was typed, what is wrong with it, and what one may choose.

/// One field.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Field {
    /// For labels and links from the error summary.
    pub id: String,
    pub name: String,
    pub value: String,
    pub error: Option<String>,
}

impl Field {
    pub fn new(name: impl Into<String>, value: impl Into<String>) -> Self {
        let name = name.into();
        Self { id: name.clone(), name, value: value.into(), error: None }
    }

    #[must_use]
    pub fn with_error(mut self, error: Option<String>) -> Self {
        self.error = error;
        self
    }

    /// The value of `aria-describedby`: hint first, then error.
    pub fn described(&self, hint: bool) -> String {
        let mut ids = Vec::new();
        if hint {
            ids.push(format!("{}-hint", self.id));
        }
        if self.error.is_some() {
            ids.push(format!("{}-error", self.id));
        }
        ids.join(" ")
    }
}

/// One thing to choose.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choice {
    pub value: String,
    pub label: String,
    /// A second line.
    pub note: String,
    /// Language of the label, where it is not that of the page.
    pub lang: &'static str,
    pub on: bool,
}

impl Choice {
    pub fn new(value: impl Into<String>, label: impl Into<String>, on: bool) -> Self {
        Self { value: value.into(), label: label.into(), on, ..Self::default() }
    }

    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = note.into();
        self
    }
}

/// A line of the error summary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormError {
    /// The field to go to.
    pub id: String,
    pub text: String,
}

/// What is wrong with a whole form: asked field by field, listed in the summary.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FormErrors(pub Vec<FormError>);

impl FormErrors {
    pub fn add(&mut self, id: impl Into<String>, text: impl Into<String>) {
        self.0.push(FormError { id: id.into(), text: text.into() });
    }

    pub fn of(&self, id: &str) -> Option<String> {
        self.0.iter().find(|error| error.id == id).map(|error| error.text.clone())
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The field with its error, if it has one.
    pub fn field(&self, name: impl Into<String>, value: impl Into<String>) -> Field {
        let field = Field::new(name, value);
        let error = self.of(&field.id);
        field.with_error(error)
    }
}

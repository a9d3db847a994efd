//! The settings file: TOML, flat, every key one of [`super::SETTINGS`].

use super::SETTINGS;
use anyhow::{Context, Result, bail};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use toml::Value;

/// What the file says, as text: the same rules then hold for file and environment.
#[derive(Default)]
pub(crate) struct FileSettings {
    path: PathBuf,
    values: BTreeMap<String, String>,
}

impl FileSettings {
    pub(crate) fn read(path: &Path) -> Result<Self> {
        let shown = path.display();
        let text = std::fs::read_to_string(path)
            .with_context(|| format!("the settings file {shown} can't be read"))?;
        Self::parse(path, &text)
    }

    pub(crate) fn parse(path: &Path, text: &str) -> Result<Self> {
        let shown = path.display();
        let table: toml::Table =
            text.parse().with_context(|| format!("the settings file {shown} is not TOML"))?;
        let mut values = BTreeMap::new();
        for (key, value) in table {
            if !SETTINGS.iter().any(|setting| setting.key() == key) {
                let known: Vec<String> = SETTINGS.iter().map(super::Setting::key).collect();
                bail!("`{key}` in {shown} is not a setting; the settings are: {}", known.join(", "));
            }
            let Some(value) = as_text(&value) else {
                bail!("`{key}` in {shown} is a {}, but a text or a number is expected", value.type_str());
            };
            values.insert(key, value);
        }
        Ok(Self { path: path.to_owned(), values })
    }

    pub(crate) fn get(&self, key: &str) -> Option<&str> {
        self.values.get(key).map(String::as_str)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }
}

/// Lists may be written as lists.
fn as_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Integer(number) => Some(number.to_string()),
        Value::Array(items) => Some(items.iter().map(as_text).collect::<Option<Vec<_>>>()?.join(",")),
        Value::Float(_) | Value::Boolean(_) | Value::Datetime(_) | Value::Table(_) => None,
    }
}

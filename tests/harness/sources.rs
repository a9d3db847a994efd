//! The project's own files, for tests that read them.

use std::path::{Path, PathBuf};
use std::process::Command;

/// The top of the workspace.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tests/ lies in the workspace").to_owned()
}

/// Every file that belongs to the project, as paths from its top; without git everything but what builds leave.
pub fn tracked() -> Vec<PathBuf> {
    let git = Command::new("git")
        .args(["ls-files", "--cached", "--others", "--exclude-standard", "-z"])
        .current_dir(root())
        .output();
    let listed =
        git.ok().filter(|output| output.status.success()).map(|output| output.stdout).unwrap_or_default();
    let names = listed.split(|byte| *byte == 0).filter_map(|name| std::str::from_utf8(name).ok());
    let mut files: Vec<PathBuf> = names
        .filter(|name| !name.is_empty())
        .map(PathBuf::from)
        .filter(|name| root().join(name).is_file())
        .collect();
    if files.is_empty() {
        walk(&root(), &mut files);
        files = files.iter().filter_map(|file| file.strip_prefix(root()).ok().map(Path::to_owned)).collect();
    }
    files.sort();
    files
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let (path, name) = (entry.path(), entry.file_name());
        if path.is_dir() {
            if !["target", "var", "node_modules", ".git"].iter().any(|skipped| name == *skipped) {
                walk(&path, found);
            }
        } else {
            found.push(path);
        }
    }
}

/// What the binary is built from.
pub fn sources() -> Vec<PathBuf> {
    let mut found = Vec::new();
    for folder in ["crates", "migrations", "templates"] {
        walk(&root().join(folder), &mut found);
    }
    found.retain(|file| !file.components().any(|part| part.as_os_str() == "tests"));
    found
}

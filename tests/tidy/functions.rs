//! The size of functions.

use crate::sources::{read, rust_files};
use proc_macro2::Span;
use syn::visit::{self, Visit};

const LONGEST: usize = 60;
const MOST_PARAMETERS: usize = 6;

#[derive(Default)]
struct Functions {
    found: Vec<(String, usize, usize)>,
}

impl Functions {
    fn note(&mut self, signature: &syn::Signature, end: Span) {
        let lines = end.end().line - signature.fn_token.span.start().line + 1;
        let inputs = signature.inputs.iter().filter(|input| matches!(input, syn::FnArg::Typed(_))).count();
        self.found.push((signature.ident.to_string(), lines, inputs));
    }
}

impl<'ast> Visit<'ast> for Functions {
    fn visit_item_fn(&mut self, function: &'ast syn::ItemFn) {
        self.note(&function.sig, function.block.brace_token.span.close());
        visit::visit_item_fn(self, function);
    }

    fn visit_impl_item_fn(&mut self, function: &'ast syn::ImplItemFn) {
        self.note(&function.sig, function.block.brace_token.span.close());
        visit::visit_impl_item_fn(self, function);
    }
}

/// Name with file, lines, parameters.
fn all() -> Vec<(String, usize, usize)> {
    let mut all = Vec::new();
    for file in rust_files() {
        let syntax =
            syn::parse_file(&read(&file)).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let mut functions = Functions::default();
        functions.visit_file(&syntax);
        let named = functions
            .found
            .into_iter()
            .map(|(name, lines, inputs)| (format!("{}: {name}", file.display()), lines, inputs));
        all.extend(named);
    }
    all
}

#[test]
fn no_function_is_longer_than_60_lines() {
    let long: Vec<String> = all()
        .into_iter()
        .filter(|f| f.1 > LONGEST)
        .map(|(name, lines, _)| format!("{name} has {lines} lines"))
        .collect();
    assert_eq!(long, Vec::<String>::new());
}

#[test]
fn half_of_all_functions_have_at_most_10_lines() {
    let mut lines: Vec<usize> = all().into_iter().map(|(_, lines, _)| lines).collect();
    lines.sort_unstable();
    assert!(lines[lines.len() / 2] <= 10, "the median is {}", lines[lines.len() / 2]);
}

#[test]
fn no_function_takes_more_than_6_parameters_beside_self() {
    let many: Vec<String> = all()
        .into_iter()
        .filter(|f| f.2 > MOST_PARAMETERS)
        .map(|(name, _, inputs)| format!("{name} takes {inputs}"))
        .collect();
    assert_eq!(many, Vec::<String>::new());
}

//! Migrations are embedded: a new folder has to make the crate compile again, which cargo can't see by itself.

fn main() {
    println!("cargo::rerun-if-changed=../../migrations");
}
